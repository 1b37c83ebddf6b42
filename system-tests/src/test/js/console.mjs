// An operator at the console in a real browser. node console.mjs JSON, with { chromium, url, email, password, code, node, fleet, gone, tiny }:
// fleet are machines that answer alike but for the last, gone is one that goes away and comes back when the test is told, tiny a package or null.
// Prints a line of JSON for each thing that is done; the test judges. Ends with 1 and a sentence when something does not come.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const wanted = JSON.parse(process.argv[2]);
const WITHIN = 30_000;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const told = (what, values = {}) => console.log(JSON.stringify({ what, ...values }));

const browser = await chromium.launch({ executablePath: wanted.chromium, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(WITHIN);
const outside = [];
const trouble = [];
page.on("request", (request) => new URL(request.url()).host === new URL(wanted.url).host || request.url().startsWith("data:") || outside.push(request.url()));
const wire = await context.newCDPSession(page);
let received = 0;
await wire.send("Network.enable");
wire.on("Network.loadingFinished", ({ encodedDataLength }) => (received += encodedDataLength));
page.on("pageerror", (error) => trouble.push(String(error)));
page.on("console", (message) => message.type() === "error" && /Content Security Policy|Refused/.test(message.text()) && trouble.push(message.text()));

// What the debugger evaluates is not bound by the page's policy, which stays as it is.
async function check(name) {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]:not([role="log"])') === null);
  await page.evaluate(axe);
  const serious = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter((one) => one.impact === "serious" || one.impact === "critical")
      .map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
  told("accessible", { page: name, serious });
}

const link = (name) => page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name });
const shows = (text) => page.getByText(text).first().waitFor();

async function signIn() {
  await page.goto(`${wanted.url}/w/default/nodes?status=online`);
  await page.getByLabel("E-mail").fill(wanted.email);
  await check("sign-in");
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  const refused = await page.getByRole("alert").textContent();
  await page.getByLabel("Password").fill(wanted.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Nodes", level: 1 }).waitFor();
  told("first load", { bytes: received });
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie }));
  const [cookie] = await context.cookies();
  told("signed in", { refused, kept, cookie, address: page.url() });
}

async function approve() {
  await link("Enrollment").click();
  const request = page.locator(".request").filter({ hasText: wanted.code });
  await request.waitFor();
  await check("enrollment");
  await request.getByLabel(/Name of the node/).fill(wanted.node);
  await request.getByRole("button", { name: "Approve" }).click();
  await request.waitFor({ state: "detached" });
  told("approved");
  await link("Nodes").click();
  await page.getByRole("row").filter({ hasText: wanted.node }).getByText("online").waitFor({ timeout: 2 * WITHIN });
  told("online");
  await check("nodes");
}

async function compose(command) {
  await link("Overview").click();
  await page.getByRole("link", { name: "Run a task" }).first().click();
  await page.getByLabel("Shell command").fill(command);
  await page.getByRole("checkbox", { name: wanted.node }).check();
}

async function runTask() {
  await compose("for i in $(seq 1 1500); do echo line $i; done; printf '\\033[31m<b>red</b>\\033[0m\\n'; sleep 5; echo oops >&2; echo the-end; exit 3");
  await shows("start at once");
  await check("compose");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.locator(".log-line", { hasText: "<b>red</b>" }).waitFor();
  const running = await page.locator(".page-head .badge").first().textContent();
  await page.locator(".log-line", { hasText: "the-end" }).waitFor();
  await page.locator(".page-head .badge", { hasText: "failed" }).waitFor();
  await shows("exit code 3");
  await page.locator(".log footer .badge", { hasText: "complete" }).waitFor({ timeout: 2 * WITHIN });
  await check("task");
  await page.getByLabel("Search the log").fill("line 79");
  await page.getByLabel("Search the log").press("Enter");
  await page.waitForURL(/line=/);
  const found = new URL(page.url()).searchParams.get("line");
  told("task", { running, found, marked: await page.locator(".log-line.marked .words").textContent() });
}

async function cancelTask() {
  await compose("echo begun; sleep 300");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.locator(".log-line", { hasText: "begun" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".page-head .badge", { hasText: "cancelled" }).waitFor();
  told("cancelled");
}

const screen = () => page.evaluate(() => document.querySelector(".terminal-box:not([hidden]) :is(.xterm-accessibility-tree, .xterm-rows)")?.textContent ?? "");
async function terminalShows(text) {
  for (const until = Date.now() + WITHIN; Date.now() < until; await page.waitForTimeout(100)) {
    if ((await screen()).includes(text)) return;
  }
  throw new Error(`the terminal does not show ${text}: ${await screen()}`);
}

async function terminal() {
  // Alone in the list, which otherwise moves under the hand while machines join.
  await page.goto(`${wanted.url}/w/default/nodes?search=${wanted.node}`);
  await page.getByRole("link", { name: wanted.node, exact: true }).click();
  await page.getByRole("heading", { name: wanted.node, level: 1 }).waitFor();
  await check("node");
  await page.getByRole("button", { name: "Terminal", exact: true }).click();
  await page.getByRole("menuitem", { name: "As the agent's user" }).click();
  await page.locator('[data-phase="attached"]').waitFor();
  await page.keyboard.type("A=$((40+2)); echo before-$A\r");
  await terminalShows("before-42");
  await page.reload();
  await page.locator('[data-phase="attached"]').waitFor();
  await terminalShows("before-42");
  await check("terminal");
  await page.locator(".xterm-helper-textarea").focus();
  await page.keyboard.type("echo after-$A\r");
  await terminalShows("after-42");
  const shown = await screen();
  await page.keyboard.type("exit 5\r");
  await page.locator('[data-phase="over"]').waitFor();
  await shows("exit code 5");
  told("terminal", { outputs: shown.split("after-42").length - 1 });
}

async function tabs() {
  await page.goto(`${wanted.url}/w/default/nodes?search=${wanted.node}`);
  await page.getByRole("link", { name: wanted.node, exact: true }).click();
  await page.getByRole("button", { name: "Terminal", exact: true }).click();
  await page.getByRole("menuitem", { name: "As the agent's user" }).click();
  await page.locator('[data-phase="attached"]').waitFor();
  await page.keyboard.type("echo first-$((1+1))\r");
  await terminalShows("first-2");
  const first = new URL(page.url()).pathname;
  await page.getByRole("button", { name: "One more terminal" }).click();
  await page.getByRole("menuitem", { name: /as the agent's user/ }).click();
  await page.waitForFunction((old) => location.pathname !== old, first);
  await page.locator('[data-phase="attached"]').waitFor();
  await page.keyboard.type("echo second-$((2+2))\r");
  await terminalShows("second-4");
  const open = page.getByRole("navigation", { name: "Open terminals" }).getByRole("link");
  const count = await open.count();
  await open.first().click();
  await terminalShows("first-2");
  const back = await screen();
  await check("terminal tabs");
  await page.getByRole("button", { name: "End it" }).click();
  await page.locator('[data-phase="over"]').waitFor();
  await open.last().click();
  await page.getByRole("button", { name: "End it" }).click();
  await page.locator('[data-phase="over"]').waitFor();
  told("tabs", { count, first: back.includes("first-2"), mixed: back.includes("second-4") });
}

async function fanOut() {
  await page.goto(`${wanted.url}/w/default/nodes?search=app-`);
  for (const name of wanted.fleet) await page.getByRole("row").filter({ hasText: name }).getByText("online").waitFor();
  for (const name of wanted.fleet) await page.getByRole("checkbox", { name: `Choose ${name}` }).check();
  await page.getByRole("button", { name: "Run a task on them" }).click();
  await page.getByLabel("Shell command").fill("systemctl is-active nginx");
  await page.getByText(`${wanted.fleet.length} nodes`, { exact: true }).first().waitFor();
  await page.getByRole("button", { name: `Run on ${wanted.fleet.length} nodes` }).click();
  await shows(`${wanted.fleet.length} of ${wanted.fleet.length} have ended`);
  const groups = await page.locator("section.card").evaluateAll((cards) => cards.map((card) => [card.querySelector("strong").textContent, card.querySelector(".output").textContent]));
  await check("fan-out");
  told("fan-out", { groups: groups.map(([nodes, output]) => `${nodes}: ${output}`) });
}

async function manyAtOnce() {
  await page.goto(`${wanted.url}/w/default/nodes?search=app-`);
  await page.getByRole("checkbox", { name: `Choose ${wanted.fleet[0]}` }).check();
  await page.getByRole("button", { name: /Choose all \d+ that fit/ }).click();
  await page.getByRole("button", { name: "Maintenance", exact: true }).click();
  await page.getByRole("menuitem", { name: "Begin maintenance" }).click();
  await page.getByLabel("Reason (optional)").fill("a test");
  await page.getByRole("dialog").getByRole("button", { name: "Begin maintenance" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const name of wanted.fleet) await page.getByRole("row").filter({ hasText: name }).getByText("maintenance").waitFor();
  const bar = await page.getByRole("region", { name: "Chosen nodes" }).textContent();
  await page.getByRole("button", { name: "Maintenance", exact: true }).click();
  await page.getByRole("menuitem", { name: "End maintenance" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End maintenance" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const name of wanted.fleet) await page.getByRole("row").filter({ hasText: name }).getByText("online").waitFor();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save these filters" }).click();
  await page.getByLabel("Name", { exact: true }).fill("The apps");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.goto(`${wanted.url}/w/default/nodes`);
  await page.getByRole("row").filter({ hasText: wanted.node }).waitFor();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "The apps" }).click();
  await page.waitForURL(/search=app-/);
  await page.getByRole("button", { name: "Heat map" }).click();
  await page.getByRole("link", { name: `${wanted.fleet[0]}: CPU` }).waitFor();
  await check("heat map");
  told("many", { bar, address: page.url() });
}

async function packages() {
  if (!wanted.tiny) return told("packages", { skipped: true });
  await page.goto(`${wanted.url}/w/default/nodes?search=${wanted.node}`);
  await page.getByRole("link", { name: wanted.node, exact: true }).click();
  await page.getByRole("tab", { name: "Access" }).click();
  await page.getByLabel("What may run as root").selectOption("operational");
  await page.getByRole("button", { name: "Grant" }).click();
  await page.locator(".node-facts .badge", { hasText: "operational" }).waitFor();
  await page.getByRole("tab", { name: "Packages" }).click();
  const filter = page.getByLabel("Filter packages");
  await filter.fill(wanted.tiny);
  await page.getByRole("button", { name: /Search what can be installed/ }).click();
  await page.getByRole("button", { name: `Install ${wanted.tiny}`, exact: true }).click();
  const address = page.url();
  await page.getByRole("link", { name: "See how it goes" }).click();
  await page.locator(".page-head .badge", { hasText: "succeeded" }).waitFor({ timeout: 2 * WITHIN });
  told("installed");
  await page.goto(address);
  await filter.fill(wanted.tiny);
  await page.getByRole("button", { name: `Actions for ${wanted.tiny}`, exact: true }).click();
  await page.getByRole("menuitem", { name: /Purge/ }).click();
  await page.getByRole("link", { name: "See how it goes" }).click();
  await page.locator(".page-head .badge", { hasText: "succeeded" }).waitFor({ timeout: 2 * WITHIN });
  told("packages", { purged: true });
}

async function awayAndBack() {
  await link("Alerts").click();
  const alert = page.getByRole("row").filter({ hasText: wanted.gone });
  await alert.getByText("Offline", { exact: true }).waitFor({ timeout: 4 * WITHIN });
  await check("alerts");
  await alert.getByRole("button", { name: "Acknowledge: Offline" }).click();
  await alert.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "All that last" }).click();
  await alert.getByText(`acknowledged by ${wanted.email}`).waitFor();
  told("gone");
  await alert.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Recovered", exact: true }).click();
  await alert.getByText(/recovered .* ago|recovered just now/).waitFor();
  await alert.getByRole("link", { name: wanted.gone }).click();
  await page.locator(".page-head .badge", { hasText: "online" }).waitFor();
  told("back");
}

const PAGES = { overview: "Overview", alerts: "Alerts", tasks: "Tasks", terminals: "Terminals", updates: "Updates", events: "Events", audit: "Audit" };

async function everyOtherPage() {
  for (const [name, label] of Object.entries(PAGES)) {
    await link(label).click();
    await page.getByRole("heading", { name: label, level: 1 }).waitFor();
    await check(name);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await check("audit in the dark");
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of ["", "/nodes", "/nodes?view=map", "/alerts?state=all", "/tasks", "/tasks/new", "/updates", "/enrollments", "/events", "/audit"]) {
    await page.goto(`${wanted.url}/w/default${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await check(`${path || "overview"} at 390`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    told("narrow", { path, overflow });
  }
}

try {
  await signIn();
  await approve();
  await runTask();
  await cancelTask();
  await terminal();
  await tabs();
  await fanOut();
  await manyAtOnce();
  await packages();
  await awayAndBack();
  await everyOtherPage();
  told("end", { outside, trouble });
} catch (error) {
  console.error(String(error?.stack ?? error), "\nat", page.url(), "\n", (await page.locator("body").innerText().catch(() => "")).slice(0, 3000));
  process.exitCode = 1;
} finally {
  await browser.close();
}
