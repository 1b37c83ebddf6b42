// A small fleet that is made up, for pictures and tests of the console: machines that join a running server, send measures, claim tasks
// and answer them, update themselves, and go away. node small-fleet.mjs URL EMAIL PASSWORD [FOLDER]
// FOLDER keeps the identities (identities.json), so that the same machines come back. Runs until it is stopped. Says "ready" once.
// The first time an operator gives the fleet some work too, and types into a terminal of a real node, if there is one.
// The names of machines can be given by FLEET_NAMES, with commas between; one that ends with ! is seen once and then goes away.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { io } from "socket.io-client";

const [url, email, password, folder] = process.argv.slice(2);
if (!password) {
  console.error("node small-fleet.mjs URL EMAIL PASSWORD [FOLDER]");
  process.exit(2);
}
const EVERY = 5_000;
const POLL = 20_000;

// name, usual percent of CPU, memory, disk, and what is special about the machine.
const MACHINES = [
  ["web-1", 31, 48, 41], ["web-2", 28, 47, 42], ["web-3", 35, 52, 40], ["web-4", 30, 49, 43],
  ["api-1", 44, 61, 38], ["api-2", 47, 63, 39], ["api-3", 97, 66, 38],
  ["db-1", 52, 83, 71], ["db-2", 21, 80, 70, { old: true }], ["db-replica-of-the-reporting-cluster-in-eu-central-1", 18, 77, 69, { old: true }],
  ["cache-1", 12, 88, 22], ["cache-2", 11, 86, 22],
  ["queue-1", 24, 44, 35], ["worker-1", 82, 58, 47], ["worker-2", 76, 57, 46], ["worker-3", 8, 31, 45, { maintenance: "a new disk is put in" }],
  ["build-1", 63, 71, 93], ["build-2", 55, 69, 78, { stubborn: true }],
  ["edge-fra-1", 9, 33, 18, { arch: "arm64" }], ["edge-sin-1", 8, 34, 19, { arch: "arm64", old: true }], ["edge-nyc-1", 10, 31, 18, { arch: "arm64", gone: true }],
  ["mail-1", 6, 39, 52], ["backup-1", 4, 28, 84], ["backup-2", 4, 28, 80, { gone: true }],
];
const named = (process.env.FLEET_NAMES ?? "").split(",").filter(Boolean);
const fleet = (named.length > 0 ? named.map((name) => [name.replace("!", ""), 20, 40, 30, { gone: name.endsWith("!") }]) : MACHINES).map(([name, cpu, memory, disk, special = {}]) => ({
  name, cpu, memory, disk, version: special.old ? "0.1.0" : "0.2.0", arch: "amd64", ...special,
}));

async function call(method, path, body, headers = {}) {
  for (;;) {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status === 429) await pause(1_000 * Number(answer.headers.get("retry-after") ?? 1));
    else if (answer.ok) return answer.json();
    else throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
}

const { accessToken } = await call("POST", "/auth/login", { email, password });
const operator = { authorization: `Bearer ${accessToken}` };
const [{ id: workspace }] = await call("GET", "/workspaces", undefined, operator);
const inWorkspace = (path) => `/workspaces/${workspace}${path}`;

// --- joining ---------------------------------------------------------------------------------------------------------

const kept = folder && join(folder, "identities.json");
if (folder) mkdirSync(folder, { recursive: true });
const isNew = named.length === 0 && !(kept && existsSync(kept));
const identities = kept && existsSync(kept) ? JSON.parse(readFileSync(kept, "utf8")) : {};

async function identity(machine) {
  if (identities[machine.name]) return identities[machine.name];
  const hostname = `${machine.name}.example.com`;
  const additionalInfo = { os: "debian", arch: machine.arch, agentVersion: machine.version, platformVersion: "13", kernelVersion: "6.12.48" };
  const { token } = await call("POST", "/enrollments/initiate", { email, hostname, additionalInfo });
  const pending = await call("GET", inWorkspace("/enrollments?status=pending&limit=100"), undefined, operator);
  const { id } = pending.find((request) => request.code === token.slice(-6));
  await call("POST", inWorkspace(`/enrollments/${id}/approve`), { nodeName: machine.name }, operator);
  const { nodeId, agentToken } = await call("GET", `/enrollments/${token}`);
  identities[machine.name] = { nodeId, agentToken };
  if (kept) writeFileSync(kept, JSON.stringify(identities));
  return identities[machine.name];
}

// --- what a machine does ---------------------------------------------------------------------------------------------

// What commands answer there: [exit code, output]. Nothing is run.
function answerOf(command, machine) {
  const word = command.trim().split("\n").at(-1).trim();
  if (word === "uptime") return [0, ` 10:14:02 up 12 days,  load average: ${(machine.cpu / 25).toFixed(2)}, 0.41, 0.39`];
  if (word === "cat /etc/debian_version") return machine.old ? [0, "12.11"] : [0, "13.1"];
  if (word === "hostname") return [0, machine.name];
  if (word.startsWith("systemctl is-active")) return machine.name.includes("cache") ? [3, "inactive"] : [0, "active"];
  if (word.startsWith("echo ")) return [0, word.slice(5)];
  if (word === "true") return [0, ""];
  if (word.startsWith("journalctl")) return [0, Array.from({ length: 40 }, (_, line) => `Nov 27 10:${10 + line}:01 ${machine.name} nginx[811]: GET /health 200 ${3 + (line % 5)} ms`).join("\n")];
  return [127, `sh: 1: ${word.split(" ")[0]}: not found`];
}

const swing = (usual, seconds, phase, depth) => Math.min(99, Math.max(1, usual + depth * Math.sin(Date.now() / 1000 / seconds + phase) + 3 * Math.random()));

async function measure(machine, place) {
  machine.sent = (machine.sent ?? 0) + 40_000 + Math.round(9e5 * Math.random());
  await call("POST", "/agent/metrics", {
    nodeId: machine.nodeId,
    agentToken: machine.agentToken,
    agentVersion: machine.version,
    cpuUsage: machine.cpu > 95 ? swing(97, 60, 0, 1) : swing(machine.cpu, 47, place, machine.cpu / 4),
    memoryUsage: swing(machine.memory, 300, place, 2),
    diskUsage: machine.disk,
    temperature: 41 + (machine.cpu % 20),
    networkStats: { rxBytes: machine.sent, txBytes: Math.round(machine.sent / 3) },
  });
}

async function work(machine, task) {
  const headers = agentHeaders(machine);
  const report = (what, body = {}) => call("POST", `/agent/tasks/${task.id}/${what}`, body, headers);
  await report("accepted");
  await report("started");
  if (task.type === "agent.update") {
    await report("completed", { status: "success", output: "the updater has it" });
    return update(machine, task.payload, headers);
  }
  const [exitCode, output] = task.type === "shell.exec" ? answerOf(String(task.payload.command), machine) : [1, `this machine is made up and cannot do ${task.type}`];
  for (const line of output.split("\n").filter(Boolean)) await report("logs", { stream: exitCode === 0 ? "stdout" : "stderr", line });
  await report("completed", { status: exitCode === 0 ? "success" : "failed", exitCode, output, durationMs: 12 });
}

async function update(machine, { targetId, targetVersion }, headers) {
  const say = (status, progressPercent, message) => call("POST", `/agent-updates/targets/${targetId}/progress`, { status, progressPercent, message }, headers);
  for (const [status, percent, message] of [["downloading", 20, "4 of 21 MB"], ["downloading", 45, "17 of 21 MB"], ["verifying", 60, "signature and checksum agree"], ["installing", 75, ""], ["restarting", 85, ""]]) {
    await say(status, percent, message || undefined);
    await pause(2_500);
  }
  if (machine.stubborn) return say("failed", 85, `version ${targetVersion} ended with exit code 1 three times; ${machine.version} runs again`);
  machine.version = targetVersion;
  await call("POST", "/agent/heartbeat", { nodeId: machine.nodeId, agentToken: machine.agentToken, agentVersion: machine.version });
}

const agentHeaders = (machine) => ({ authorization: `Bearer ${machine.agentToken}`, "x-agent-node-id": machine.nodeId });

async function live(machine, place) {
  await call("POST", "/agent/heartbeat", { nodeId: machine.nodeId, agentToken: machine.agentToken, agentVersion: machine.version, platformVersion: "13", kernelVersion: "6.12.48" });
  await measure(machine, place).catch((error) => console.error(String(error)));
  if (machine.gone) return;
  setInterval(() => void measure(machine, place).catch((error) => console.error(String(error))), EVERY);
  for (;;) {
    try {
      const { task } = await call("POST", "/agent/tasks/claim", { waitMs: POLL }, agentHeaders(machine));
      if (task) await work(machine, task);
    } catch (error) {
      console.error(machine.name, String(error));
      await pause(EVERY);
    }
  }
}

for (const [place, machine] of fleet.entries()) {
  Object.assign(machine, await identity(machine));
  if (machine.maintenance) await call("POST", inWorkspace(`/nodes/${machine.nodeId}/maintenance/enable`), { reason: machine.maintenance }, operator);
  void live(machine, place);
}
console.log("ready");
if (isNew) await begin();

// --- what an operator did --------------------------------------------------------------------------------------------

async function begin() {
  const everywhere = fleet.map((machine) => machine.nodeId);
  const at = (...names) => fleet.filter((machine) => names.some((name) => machine.name.startsWith(name))).map((machine) => machine.nodeId);
  const run = (nodeIds, command, more = {}) =>
    call("POST", inWorkspace("/tasks/batch"), { nodeIds, type: "shell.exec", payload: { command, ...more }, queueTimeoutSeconds: 86_400 }, operator);
  await run(at("web"), "systemctl is-active nginx", { fanOutId: crypto.randomUUID() });
  await run(at("api-1"), "journalctl -u nginx -n 40");
  await run(at("db-1"), "pg_dumpall > /dev/null");
  await run(at("edge-nyc-1", "backup-2"), "apt-get -y autoremove");
  await run(everywhere.slice(0, 13), "systemctl is-active nginx", { fanOutId: crypto.randomUUID() });
  await run(at("web", "api", "db", "cache", "build", "mail"), "cat /etc/debian_version", { fanOutId: crypto.randomUUID() });
  const real = (await call("GET", inWorkspace("/nodes?limit=100&status=online"), undefined, operator)).find((node) => !everywhere.includes(node.id));
  if (real) {
    await run([real.id], "for i in $(seq 1 400); do echo \"checked file $i of 400\"; done; printf '\\033[33mwarning: 3 files are older than a year\\033[0m\\n'; echo 'cannot read /srv/archive: no such directory' >&2; exit 3");
    await type(real.id, ["uname -s", "df -h /", "exit"]);
  }
}

async function type(nodeId, commands) {
  const session = await call("POST", inWorkspace(`/nodes/${nodeId}/terminal-sessions`), { cols: 110, rows: 30 }, operator);
  const { terminalConnectToken } = await call("POST", inWorkspace(`/terminal-sessions/${session.id}/connect-token`), {}, operator);
  const socket = io(`${url}/terminal`, { auth: { token: terminalConnectToken }, transports: ["websocket"] });
  await new Promise((resolve) => socket.on("connect", resolve));
  await socket.emitWithAck("terminal.attach", { sessionId: session.id });
  for (const command of commands) {
    await pause(1_500);
    await socket.emitWithAck("terminal.input", { sessionId: session.id, payload: Buffer.from(`${command}\r`).toString("base64") });
  }
  await pause(1_000);
  socket.close();
}
