// What Maven calls: node maven.mjs build|test [maven.test.skip] [skipTests] [test]. Does only what the sources ask for anew.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [step, ...skips] = process.argv.slice(2);
const NEEDED = [20, 19];

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`Node.js ${NEEDED.join(".")} or later is needed to build the console, and PATH has ${process.versions.node}.`);
  process.exit(1);
}

function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(join(path, name)));
}

function hash(paths) {
  const sum = createHash("sha256");
  for (const file of paths.filter(existsSync).flatMap(files)) sum.update(file).update("\0").update(readFileSync(file));
  return sum.digest("hex");
}

// Runs the work unless its inputs are those of its last success and its result is still there.
function unlessDone(name, inputs, result, work) {
  const stamp = join("target", `${name}.stamp`);
  const now = hash(inputs);
  if (existsSync(stamp) && existsSync(result) && readFileSync(stamp, "utf8") === now) return;
  work();
  mkdirSync("target", { recursive: true });
  writeFileSync(stamp, now);
}

const npm = (...args) => execFileSync("npm", args, { stdio: "inherit" });

function install() {
  unlessDone("install", ["package-lock.json"], "node_modules/.package-lock.json", () => npm("ci", "--ignore-scripts"));
}

const SOURCES = ["package-lock.json", "package.json", "tsconfig.json", "vite.config.ts", "index.html", "public", "src"];

if (step === "build") {
  install();
  unlessDone("build", SOURCES, "target/classes/console/index.html", () => npm("run", "build"));
} else if (step === "test") {
  // An unset property arrives as it is written; whoever names Java tests does not ask for these.
  const [noTests, skipTests, named] = skips;
  if (noTests !== "true" && skipTests !== "true" && (!named || named.startsWith("${"))) npm("test");
} else {
  console.error(`maven.mjs knows build and test, not ${step}`);
  process.exit(2);
}
