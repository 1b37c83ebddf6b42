// A browser with a terminal on its page; keys are typed there while somebody cuts its socket. node browser-vim.mjs JSON, with
// { chromium, api, socketUrl, token, workspace, node, cols, rows, opening, keys, local }. Says "typing" and "typed"; the last line is
// JSON: the browser's screen, those that an emulator makes of the bytes in the file "local" and of the transcript, and what was counted.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import headless from "@xterm/headless";
import { chromium } from "playwright-core";

const wanted = JSON.parse(process.argv[2]);
const WITHIN = 40_000;
const FILES = {
  "/": ["text/html", "terminal-page.html"],
  "/xterm.css": ["text/css", "node_modules/@xterm/xterm/css/xterm.css"],
  "/xterm.js": ["text/javascript", "node_modules/@xterm/xterm/lib/xterm.js"],
  "/socket.io.js": ["text/javascript", "node_modules/socket.io-client/dist/socket.io.js"],
};

const post = async (path, body) => {
  const answer = await fetch(`${wanted.api}/api/v1/workspaces/${wanted.workspace}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${wanted.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

// Every piece of the session, from its start.
const transcript = async (session) => {
  const pieces = [];
  for (let page = [null]; page.length > 0; pieces.push(...page)) {
    const route = `/api/v1/workspaces/${wanted.workspace}/terminal-sessions/${session}/chunks`;
    const answer = await fetch(`${wanted.api}${route}?limit=1000&offset=${pieces.length}`, {
      headers: { authorization: `Bearer ${wanted.token}` },
    });
    page = await answer.json();
  }
  return pieces.map((piece) => ({ direction: piece.direction, bytes: Buffer.from(piece.payload, "base64") }));
};

// The screen that an emulator makes of these bytes.
const screenOf = async (bytes) => {
  const terminal = new headless.Terminal({ cols: wanted.cols, rows: wanted.rows, scrollback: 0, allowProposedApi: true });
  await new Promise((resolve) => terminal.write(bytes, resolve));
  const buffer = terminal.buffer.active;
  const lines = [];
  for (let row = 0; row < terminal.rows; row++) {
    lines.push(buffer.getLine(buffer.baseY + row)?.translateToString(true) ?? "");
  }
  return { lines, cursor: [buffer.cursorX, buffer.cursorY] };
};

const site = createServer((request, response) => {
  const [type, file] = FILES[request.url] ?? [];
  response.writeHead(file ? 200 : 404, { "content-type": `${type ?? "text/plain"}; charset=utf-8` });
  response.end(file ? readFileSync(file) : "");
});
await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));

const size = { cols: wanted.cols, rows: wanted.rows };
const session = await post(`/nodes/${wanted.node}/terminal-sessions`, size);
const browser = await chromium.launch({ executablePath: wanted.chromium, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.log("page:", error.message));
  await page.exposeFunction("settings", () => ({ url: wanted.socketUrl, sessionId: session.id, ...size }));
  await page.exposeFunction("connectToken", async () =>
    (await post(`/terminal-sessions/${session.id}/connect-token`, {})).terminalConnectToken);
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await page.waitForFunction(() => counts.connects > 0 && attached, undefined, { timeout: WITHIN });
  const shows = async (text) => (await page.evaluate(() => screen())).lines.some((line) => line.includes(text));
  const until = async (condition) => {
    for (const deadline = Date.now() + WITHIN; Date.now() < deadline; await pause(100)) {
      if (await condition()) return true;
    }
    return false;
  };

  await page.keyboard.type(wanted.opening);
  await page.keyboard.press("Enter");
  if (!(await until(() => shows(wanted.opened)))) {
    throw new Error("vim does not come up: " + JSON.stringify(await page.evaluate(() => screen())));
  }
  console.log("typing");
  for (const key of wanted.keys) {
    if (key === "\r") await page.keyboard.press("Enter");
    else if (key === "\u001b") await page.keyboard.press("Escape");
    else await page.keyboard.type(key);
    await pause(wanted.pace);
  }
  console.log("typed");
  const local = await screenOf(readFileSync(wanted.local));
  await until(async () => JSON.stringify(await page.evaluate(() => screen())) === JSON.stringify(local));
  const seen = await page.evaluate(() => ({ browser: screen(), ...counts, waiting: waiting.length }));
  const pieces = await transcript(session.id);
  const output = pieces.filter((piece) => piece.direction === "stdout").map((piece) => piece.bytes);
  const words = pieces.filter((piece) => piece.direction === "system").map((piece) => piece.bytes.toString());
  console.log(JSON.stringify({ ...seen, local, transcript: await screenOf(Buffer.concat(output)), words }));
} finally {
  await browser.close();
  site.close();
  await post(`/terminal-sessions/${session.id}/terminate`, {});
}
