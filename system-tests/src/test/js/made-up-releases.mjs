// A folder with releases that no machine can run, for pictures of the console: node made-up-releases.mjs FOLDER
// (then NODERAX_RELEASES=FOLDER for the server). Real releases come from `./noderax package agent`.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("node made-up-releases.mjs FOLDER");
  process.exit(2);
}
const { privateKey } = generateKeyPairSync("ed25519");
const DAY = 86_400_000;
const RELEASES = [
  { version: "0.1.0", age: 41, items: ["The first one"] },
  { version: "0.2.0", age: 16, items: ["Packages of six package managers", "Root access that ends by itself"] },
  { version: "0.3.0", age: 1, items: ["A lost connection to the server is found in 10 s", "Tasks that run out of memory say so", "The reading of a log starts at its end"] },
];
for (const [place, { version, age, items }] of RELEASES.entries()) {
  const at = join(folder, version);
  mkdirSync(at, { recursive: true });
  const files = ["x86_64", "aarch64"].map((arch) => {
    const name = `noderax-agent-${version}-linux-${arch}.tar.gz`;
    const bytes = Buffer.from(`no program: ${name}\n`);
    writeFileSync(join(at, name), bytes);
    return { name, kind: "image", arch, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  const publishedAt = new Date(Date.now() - age * DAY).toISOString();
  const manifest = { format: 1, product: "noderax-agent", version, counter: place + 1, publishedAt, commit: "made up", channel: "stable", notes: [{ title: "What is new", items }], files };
  const text = Buffer.from(JSON.stringify(manifest, null, 2));
  writeFileSync(join(at, "release.json"), text);
  writeFileSync(join(at, "release.json.sig"), sign(null, text, privateKey));
}
