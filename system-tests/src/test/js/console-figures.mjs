// Measures the console in a real browser. node console-figures.mjs JSON, with { chromium, url, email, password, minutes, task, word }:
// the page of a fleet that measures all the time for so many minutes, or, when a task is named, the log of that task, and a search for
// that word in it. Prints lines that begin with "bench:".
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const { chromium: program, url, email, password, minutes, task, word } = JSON.parse(process.argv[2]);
const MIB = 1024 * 1024;
const WITHIN = 120_000;
const say = (line) => console.log(`bench: ${line}`);

const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
page.setDefaultTimeout(WITHIN);
const wire = await context.newCDPSession(page);
await wire.send("Performance.enable");

async function memory() {
  await wire.send("HeapProfiler.collectGarbage");
  const { metrics } = await wire.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize").value / MIB;
}

// What the page's process has used of a processor, in seconds.
async function busy() {
  const { metrics } = await wire.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value;
}

// Frames a second, and the longest time between two, over so many seconds.
const frames = (seconds, scroll) =>
  page.evaluate(
    ([seconds, scroll]) =>
      new Promise((resolve) => {
        let count = 0;
        let longest = 0;
        let last = performance.now();
        const start = last;
        const step = (now) => {
          longest = Math.max(longest, now - last);
          last = now;
          count += 1;
          if (scroll > 0) scrollBy(0, scroll);
          if (now - start < seconds * 1000) requestAnimationFrame(step);
          else resolve({ rate: count / ((now - start) / 1000), longest });
        };
        requestAnimationFrame(step);
      }),
    [seconds, scroll],
  );

async function figures(what, seconds, scroll = 0) {
  const before = await busy();
  const { rate, longest } = await frames(seconds, scroll);
  const share = (100 * ((await busy()) - before)) / seconds;
  say(`${what}: ${rate.toFixed(0)} frames/s, longest frame ${longest.toFixed(0)} ms, ${share.toFixed(0)} % of one core`);
}

async function signIn() {
  await page.goto(`${url}/w/default/nodes`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Nodes", level: 1 }).waitFor();
}

const row = () => page.getByRole("row").nth(1).getByRole("link").waitFor();

async function fleet() {
  const times = [];
  for (let look = 0; look < 7; look += 1) {
    await wire.send("Network.clearBrowserCache");
    const start = performance.now();
    await page.goto(`${url}/w/default/nodes`);
    await row();
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  say(`from the address to the first nodes, without a browser's cache, median of 7: ${times[3].toFixed(0)} ms`);
  await pause(5_000);
  const first = await memory();
  await figures("table of nodes", 30);
  await figures("table of nodes, scrolled through", 30, 40);
  await page.goto(`${url}/w/default/nodes?view=map`);
  await page.locator(".heat-cell[title]").first().waitFor();
  await pause(5_000);
  await figures("heat map", 30);
  await page.goto(`${url}/w/default/nodes`);
  await row();
  await pause(5_000);
  say(`memory of the page's objects: ${first.toFixed(1)} MiB at first, ${(await memory()).toFixed(1)} MiB now`);
  await pause(minutes * 60_000);
  say(`memory of the page's objects ${minutes} min later: ${(await memory()).toFixed(1)} MiB`);
}

async function log() {
  const start = performance.now();
  await page.goto(`${url}/w/default/tasks/${task}`);
  const lines = page.getByRole("log").locator(".log-line");
  await lines.first().waitFor();
  say(`log opened at its end, from the address: ${(performance.now() - start).toFixed(0)} ms, ${await lines.count()} lines in the page`);
  await pause(3_000);
  say(`memory of the page's objects: ${(await memory()).toFixed(1)} MiB`);
  const searched = performance.now();
  await page.getByRole("searchbox", { name: /log/i }).fill(word);
  await page.keyboard.press("Enter");
  await page.locator("mark").filter({ hasText: word }).first().waitFor();
  say(`a search for what stands ${word}, to the first find: ${(performance.now() - searched).toFixed(0)} ms`);
  say(`memory of the page's objects: ${(await memory()).toFixed(1)} MiB`);
}

await signIn();
await (task ? log() : fleet());
await browser.close();
