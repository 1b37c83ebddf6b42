// The official client against our server: node judge-our-server.mjs URL. One line a verdict: "ok NAME" or "not ok NAME: WHY".
import { io, Manager } from "socket.io-client";
import { WebSocket } from "ws";
import assert from "node:assert/strict";
import { once } from "node:events";

const url = process.argv[2];
const WITHIN = 15_000;

const WAYS = {
  polling: { transports: ["polling"] },
  websocket: { transports: ["websocket"] },
  upgrade: { transports: ["polling", "websocket"] },
};

let open = [];
const connect = (way, namespace = "/", options = {}) => {
  const socket = io(url + namespace, { forceNew: true, ...WAYS[way], ...options });
  open.push(socket);
  return socket;
};
const connected = async (way, namespace, options) => {
  const socket = connect(way, namespace, options);
  await heard(socket, "connect");
  return socket;
};
const heard = (socket, event) => new Promise((resolve) => socket.once(event, (...args) => resolve(args)));
const upgraded = async (socket) => {
  const engine = socket.io.engine;
  if (engine.transport.name !== "websocket") {
    await once(engine, "upgrade");
  }
  assert.equal(engine.transport.name, "websocket");
};
const ask = (socket, ...args) => socket.timeout(WITHIN).emitWithAck(...args);

const VALUES = [null, true, 0, -1.5e-7, 12345678901234, "", "a \"quoted\" \\ line\n\u2028\u0000", "\u{1f600} ümlaut 漢字", [], {}, [[1, [2]], { a: { b: [null] } }]];

const perTransport = {
  async "connects and is told its id"(way) {
    const socket = await connected(way);
    assert.match(socket.id, /^[\w-]{20}$/);
    if (way === "upgrade") await upgraded(socket);
    else assert.equal(socket.io.engine.transport.name, way);
  },
  async "gets every JSON value back in an acknowledgement"(way) {
    const socket = await connected(way);
    assert.deepEqual(await ask(socket, "echo", ...VALUES), VALUES);
  },
  async "gets every JSON value back in an event"(way) {
    const socket = await connected(way);
    const back = heard(socket, "echoed");
    socket.emit("echo", ...VALUES);
    assert.deepEqual((await back)[0], VALUES);
  },
  async "acknowledges what the server asks"(way) {
    const socket = await connected(way);
    socket.on("question", (number, answer) => answer({ number, twice: number * 2 }));
    assert.deepEqual(await ask(socket, "ask me", 21), [{ number: 21, twice: 42 }]);
  },
  async "the server notices an acknowledgement that is missing"(way) {
    const socket = await connected(way);
    socket.on("question", () => {});
    assert.equal(await ask(socket, "ask me", 1), "missing");
  },
  async "sends and gets binary"(way) {
    const socket = await connected(way);
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => (at * 7) % 256));
    const [first, second] = await ask(socket, "echo", { deep: [bytes] }, Buffer.alloc(0));
    assert.deepEqual(Buffer.from(first.deep[0]), bytes);
    assert.equal(second.byteLength, 0);
    const back = heard(socket, "echoed");
    socket.emit("echo", bytes, "and text");
    const [[only, text]] = await back;
    assert.deepEqual(Buffer.from(only), bytes);
    assert.equal(text, "and text");
  },
  async "keeps the order of many events both ways"(way) {
    const socket = await connected(way);
    const numbers = Array.from({ length: 1000 }, (_, number) => number);
    const answers = await Promise.all(numbers.map((number) => ask(socket, "count", number)));
    assert.deepEqual(answers, numbers);
    const got = [];
    socket.on("number", (number) => got.push(number));
    await ask(socket, "numbers", 1000);
    await ask(socket, "echo", 1);
    assert.deepEqual(got, numbers);
  },
  async "events are neither lost nor doubled nor reordered while the server sends all the time"(way) {
    const socket = connect(way);
    const got = [];
    socket.on("number", (number) => got.push(number));
    await heard(socket, "connect");
    await ask(socket, "numbers slowly", 300);
    await ask(socket, "echo", 1);
    assert.deepEqual(got, Array.from({ length: 300 }, (_, number) => number));
    if (way === "upgrade") await upgraded(socket);
  },
  async "carries almost a megabyte both ways"(way) {
    const socket = await connected(way);
    const big = "x".repeat(999_000);
    assert.deepEqual(await ask(socket, "echo", big), [big]);
    const wide = "ü".repeat(490_000);
    assert.deepEqual(await ask(socket, "echo", wide), [wide]);
  },
  async "gets more than a megabyte"(way) {
    const socket = await connected(way);
    const [text] = await ask(socket, "big", 3_000_000);
    assert.equal(text.length, 3_000_000);
  },
  async "is cut off above the limit, and nobody else is"(way) {
    const bystander = await connected(way);
    const socket = await connected(way, "/", { reconnection: false });
    if (way === "upgrade") await upgraded(socket);
    const gone = heard(socket, "disconnect");
    socket.emit("echo", "x".repeat(1_100_000));
    assert.match((await gone)[0], /^transport (close|error)$/);
    assert.deepEqual(await ask(bystander, "echo", 1), [1]);
  },
  async "is in several namespaces on one connection"(way) {
    const manager = new Manager(url, WAYS[way]);
    const sockets = ["/", "/late", "/other"].map((namespace) => manager.socket(namespace));
    open.push(...sockets);
    await Promise.all(sockets.map((socket) => heard(socket, "connect")));
    assert.equal(new Set(sockets.map((socket) => socket.io.engine.id)).size, 1);
    assert.equal(new Set(sockets.map((socket) => socket.id)).size, 3);
    for (const socket of sockets) assert.deepEqual(await ask(socket, "echo", socket.nsp), [socket.nsp]);
    sockets[1].disconnect();
    assert.deepEqual(await ask(sockets[2], "echo", 2), [2]);
    sockets[1].connect();
    await heard(sockets[1], "connect");
    assert.deepEqual(await ask(sockets[1], "echo", 3), [3]);
  },
  async "shows its auth and its headers"(way) {
    const socket = await connected(way, "/", { auth: { token: "tök\"en" }, extraHeaders: { "x-test": "shown" } });
    assert.deepEqual(await ask(socket, "who am I"), [{ token: "tök\"en" }, "shown"]);
  },
  async "is refused with data"(way) {
    const [error] = await heard(connect(way, "/closed", { auth: { token: "wrong" } }), "connect_error");
    assert.equal(error.message, "not with wrong");
    assert.deepEqual(error.data, { code: "UNAUTHORIZED", message: "not with wrong" });
  },
  async "is refused where the gateway itself fails"(way) {
    const [error] = await heard(connect(way, "/closed", { auth: {} }), "connect_error");
    assert.equal(error.message, "Internal server error");
  },
  async "is told that nobody serves a namespace"(way) {
    const [error] = await heard(connect(way, "/nope"), "connect_error");
    assert.equal(error.message, "Invalid namespace");
  },
  async "is sent out by the server, after a last word"(way) {
    const socket = await connected(way);
    const last = heard(socket, "last word");
    const gone = heard(socket, "disconnect");
    socket.emit("leave", false);
    assert.deepEqual(await last, ["bye"]);
    assert.equal((await gone)[0], "io server disconnect");
  },
  async "loses its whole connection, after a last word"(way) {
    const socket = await connected(way);
    const last = heard(socket, "last word");
    const gone = heard(socket, "disconnect");
    socket.emit("leave", true);
    assert.deepEqual(await last, ["bye"]);
    assert.equal((await gone)[0], "io server disconnect");
  },
  async "hears what is said in its room, and nothing else"(way) {
    const [one, two, three] = await Promise.all([connected(way), connected(way), connected(way)]);
    const room = `room ${way}`;
    const got = { one: [], two: [], three: [] };
    one.on("said", (word) => got.one.push(word));
    two.on("said", (word) => got.two.push(word));
    three.on("said", (word) => got.three.push(word));
    await ask(one, "join", room);
    await ask(two, "join", room);
    assert.equal(await ask(three, "say", room, "first"), 2);
    await ask(two, "part", room);
    assert.equal(await ask(three, "say", room, "second"), 1);
    for (const socket of [one, two, three]) await ask(socket, "echo", 0);
    assert.deepEqual(got, { one: ["first", "second"], two: ["first"], three: [] });
    one.disconnect();
    while ((await ask(three, "say", room, "third")) !== 0);
  },
  async "stays through many pings"(way) {
    const socket = await connected(way);
    let pings = 0;
    socket.io.on("ping", () => pings++);
    const before = socket.id;
    while (pings < 4) await new Promise((resolve) => socket.io.once("ping", resolve));
    assert.deepEqual(await ask(socket, "echo", 1), [1]);
    assert.equal(socket.id, before);
  },
  async "comes back after its connection broke"(way) {
    const socket = await connected(way, "/", { reconnectionDelay: 50 });
    const before = socket.id;
    const again = heard(socket, "connect");
    socket.io.engine.close();
    await again;
    assert.notEqual(socket.id, before);
    assert.deepEqual(await ask(socket, "echo", 1), [1]);
  },
  async "comes back after the server was restarted"(way) {
    const socket = await connected(way, "/", { reconnectionDelay: 50, reconnectionDelayMax: 200 });
    if (way === "upgrade") await upgraded(socket);
    const gone = heard(socket, "disconnect");
    const again = gone.then(() => heard(socket, "connect"));
    socket.emit("restart");
    assert.match((await gone)[0], /^transport (close|error)$/);
    await again;
    assert.deepEqual(await ask(socket, "echo", 1), [1]);
  },
  async "fifty at once"(way) {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => connected(way)));
    const answers = await Promise.all(sockets.map((socket, number) => ask(socket, "echo", number)));
    assert.deepEqual(answers, sockets.map((_, number) => [number]));
  },
  async "is read again after its listener was slow"(way) {
    const socket = await connected(way);
    const numbers = Array.from({ length: 300 }, (_, number) => number);
    const answers = await Promise.all(numbers.map((number) => ask(socket, "slowly", number)));
    assert.deepEqual(answers, numbers);
  },
};

const http = async (path, options) => {
  const answer = await fetch(url + path, options);
  return [answer.status, await answer.text(), answer];
};
const refused = async (path, options, status, body) => {
  const [gotStatus, gotBody] = await http(path, options);
  assert.deepEqual([gotStatus, JSON.parse(gotBody)], [status, body]);
};
const opened = async () => JSON.parse((await http("/socket.io/?EIO=4&transport=polling"))[1].slice(1));

const generally = {
  async "tells a poller of the upgrade, and its limits"() {
    const { sid, ...rest } = await opened();
    assert.match(sid, /^[\w-]{20}$/);
    assert.deepEqual(rest, { upgrades: ["websocket"], pingInterval: 500, pingTimeout: 3000, maxPayload: 1_000_000 });
  },
  async "refuses as the official server does"() {
    const unknown = { code: 1, message: "Session ID unknown" };
    await refused("/socket.io/?EIO=4&transport=polling&sid=nope", {}, 400, unknown);
    await refused("/socket.io?EIO=4&transport=polling&sid=nope", {}, 400, unknown);
    await refused("/socket.io/?EIO=4&transport=polling&sid=nope", { method: "POST", body: "40" }, 400, unknown);
    await refused("/socket.io/?EIO=4&transport=pigeon", {}, 400, { code: 0, message: "Transport unknown" });
    await refused("/socket.io/", {}, 400, { code: 0, message: "Transport unknown" });
    await refused("/socket.io/?EIO=4&transport=polling", { method: "POST", body: "40" }, 400, { code: 2, message: "Bad handshake method" });
    await refused("/socket.io/?EIO=4&transport=websocket", {}, 400, { code: 3, message: "Bad request" });
    await refused("/socket.io/?EIO=3&transport=polling", {}, 400, { code: 5, message: "Unsupported protocol version" });
  },
  async "lets a page of another origin in"() {
    const headers = { origin: "https://console.example", "access-control-request-headers": "x-one" };
    const [status, , answer] = await http("/socket.io/?EIO=4&transport=polling", { method: "OPTIONS", headers });
    assert.equal(status, 204);
    assert.equal(answer.headers.get("access-control-allow-origin"), "https://console.example");
    assert.equal(answer.headers.get("access-control-allow-headers"), "x-one");
    const [, , plain] = await http("/socket.io/?EIO=4&transport=polling", { headers });
    assert.equal(plain.headers.get("access-control-allow-origin"), "https://console.example");
    assert.equal(plain.headers.get("access-control-allow-credentials"), "true");
    assert.equal(plain.headers.get("x-noderax-test"), "yes");
  },
  async "ends a session that polls twice at once"() {
    const { sid } = await opened();
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    const [one, two] = await Promise.all([http(path), http(path)]);
    assert.deepEqual([one[0], two[0]].sort(), [200, 400]);
    await refused(path, {}, 400, { code: 1, message: "Session ID unknown" });
  },
  async "ends a session whose poller goes away"() {
    const { sid } = await opened();
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    const going = new AbortController();
    const poll = fetch(url + path, { signal: going.signal }).catch(() => "gone");
    await new Promise((resolve) => setTimeout(resolve, 100));
    going.abort();
    assert.equal(await poll, "gone");
    let status = 200;
    while (status !== 400) [status] = await http(path, { method: "POST", body: "3" });
  },
  async "ends a session that sends no packets"() {
    for (const body of ["x", "", "4", "42[", "42{}", "2", "40/a b,", "45-[1]", "451-[\"a\"]\u001e42[\"b\"]", "bAAAA", "42[\"not joined\"]"]) {
      const { sid } = await opened();
      const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
      await http(path, { method: "POST", body });
      const [status, text] = await http(path);
      assert.deepEqual([body, status, text], [body, 200, "1"]);
    }
  },
  async "refuses a body above the limit"() {
    const { sid } = await opened();
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    const outcome = await http(path, { method: "POST", body: "4".repeat(1_000_001) }).then(([status]) => status, () => "cut");
    assert.ok(outcome === 413 || outcome === "cut", String(outcome));
  },
  async "closes who enters no namespace"() {
    const socket = new WebSocket(url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
    socket.onmessage = ({ data }) => data === "2" && socket.send("3");
    await once(socket, "close");
  },
  async "closes who does not answer pings"() {
    const socket = new WebSocket(url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
    const got = [];
    socket.onopen = () => socket.send("40");
    socket.onmessage = ({ data }) => got.push(data);
    await once(socket, "close");
    assert.deepEqual(got.slice(1).map((packet) => packet.slice(0, 2)), ["40", "2"]);
  },
};

const judge = async (name, test) => {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("no verdict in time")), WITHIN)));
  try {
    await Promise.race([test(), late]);
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`not ok ${name}: ${String(error.stack ?? error).replaceAll("\n", " | ")}`);
  } finally {
    clearTimeout(timer);
    open.forEach((socket) => socket.disconnect());
    open = [];
  }
};

const only = process.argv[3];
for (const [name, test] of Object.entries(perTransport)) {
  for (const way of Object.keys(WAYS)) {
    if (!only || name.includes(only)) await judge(`${name} (${way})`, () => test(way));
  }
}
for (const [name, test] of Object.entries(generally)) {
  if (!only || name.includes(only)) await judge(name, test);
}
process.exit(0);
