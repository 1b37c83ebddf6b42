// Pictures of every page of a running server, wide and narrow, light and dark. node screenshots.mjs URL EMAIL PASSWORD FOLDER
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [url, email, password, folder, only] = process.argv.slice(2);
if (!folder) {
  console.error("node screenshots.mjs URL EMAIL PASSWORD FOLDER [PAGE]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const headers = { "x-noderax-console": "1" };
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext();
const page = await context.newPage();

const settled = async () => {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, { timeout: 15_000 }).catch(() => console.error("still busy:", page.url()));
  await page.waitForTimeout(700);
};
const LOOKS = [
  { name: "wide", width: 1440, height: 900, colorScheme: "light" },
  { name: "wide-dark", width: 1440, height: 900, colorScheme: "dark" },
  { name: "narrow", width: 390, height: 844, colorScheme: "light" },
];
async function shoot(name, path, prepare = async () => {}) {
  if (only && only !== name) return;
  for (const look of LOOKS) {
    await page.setViewportSize(look);
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await page.goto(`${url}/w/default${path}`);
    await settled();
    await prepare();
    await page.screenshot({ path: join(folder, `${name}-${look.name}.png`) });
  }
}
await shoot("sign-in", "");
await context.request.post(`${url}/api/v1/auth/session`, { headers, data: { email, password } });
const get = async (path) => (await context.request.get(`${url}/api/v1${path}`)).json();
const [{ id: workspace }] = await get("/workspaces");
const in_ = (path) => get(`/workspaces/${workspace}${path}`);
const nodes = await in_("/nodes?status=online&limit=100");
const node = nodes.find((one) => one.kernelVersion) ?? nodes[0];
const tasks = await in_("/tasks?limit=100");
const failed = tasks.find((task) => task.status === "failed" && (task.log?.lines ?? 0) > 20) ?? tasks[0];
const waiting = tasks.find((task) => task.status === "queued");
const many = tasks.find((task) => task.payload.fanOutId);
const [terminal] = (await in_("/terminal-sessions?limit=20")).filter((one) => one.status === "closed");

await shoot("overview", "");
await shoot("nodes", "/nodes", async () => {
  for (const box of (await page.getByRole("checkbox").all()).slice(0, 3)) await box.check();
});
await shoot("heat-map", "/nodes?view=map");
await shoot("nodes-empty", "/nodes?search=nothing-has-this-name");
await shoot("node", `/nodes/${node.id}`);
for (const tab of ["tasks", "packages", "logs", "events", "access"]) await shoot(`node-${tab}`, `/nodes/${node.id}?tab=${tab}`);
await shoot("node-delete", `/nodes/${node.id}`, async () => {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete the node" }).click();
  await page.waitForTimeout(200);
});
await shoot("tasks", "/tasks");
await shoot("compose", `/tasks/new?command=uptime`, async () => {
  for (const box of (await page.locator(".targets input").all()).slice(0, 3)) await box.check();
});
await shoot("task", `/tasks/${failed.id}`);
if (waiting) await shoot("task-waiting", `/tasks/${waiting.id}`);
if (many) await shoot("fan-out", `/fan-outs/${many.payload.fanOutId}?at=${encodeURIComponent(many.createdAt)}`);
await shoot("terminals", "/terminals");
if (terminal) await shoot("replay", `/terminals/${terminal.id}/replay`);
await shoot("enrollment", "/enrollments");
await shoot("add-node", "/enrollments", async () => {
  await page.getByRole("button", { name: "Add a node" }).click();
  await page.getByLabel("Name", { exact: true }).fill("db-3");
  await page.getByRole("button", { name: "Make the command" }).click();
  await page.getByText("Waiting for the command").waitFor();
});
await shoot("alerts", "/alerts?state=open");
await shoot("updates", "/updates");
await shoot("events", "/events");
await shoot("audit", "/audit");
await shoot("no-page", "/nothing");
await shoot("palette", "", async () => {
  await page.keyboard.press("Control+k");
  await page.waitForTimeout(300);
});
await shoot("navigation", "", async () => {
  const opener = page.getByRole("button", { name: "Navigation" });
  if (await opener.isVisible()) await opener.click();
});
await browser.close();
