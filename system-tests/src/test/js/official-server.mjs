// The official server, for our client: prints its port; ends with its input.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { pingInterval: 300, pingTimeout: 300, connectTimeout: 2000 });
io.engine.on("headers", (headers) => (headers["x-noderax-test"] = "yes"));

io.of("/agent").use((socket, next) => {
  if (socket.handshake.auth.token === "wrong") {
    const refusal = new Error("not with wrong");
    refusal.data = { code: "UNAUTHORIZED", message: "not with wrong" };
    next(refusal);
  } else {
    next();
  }
});
io.of("/silent").use(() => {});
io.of("/agent").on("connection", (socket) => {
  socket.on("echo", (...args) => {
    const answer = typeof args.at(-1) === "function" ? args.pop() : () => {};
    socket.emit("echoed", ...args);
    answer(...args);
  });
  socket.on("who am I", (answer) => answer(socket.handshake.auth, socket.handshake.headers["x-test"], socket.id));
  socket.on("ask me", async (number) => socket.emit("answered", await socket.emitWithAck("question", number)));
  socket.on("numbers", (count) => {
    for (let number = 0; number < count; number++) socket.emit("number", number);
  });
  socket.on("big", (length) => socket.emit("text", "ü".repeat(length)));
  socket.on("leave", () => {
    socket.emit("last word", "bye");
    socket.disconnect();
  });
  socket.on("cut", () => socket.conn.close());
  socket.on("break", () => socket.conn.transport.socket._socket.destroy());
  socket.on("hang", () => clearTimeout(socket.conn._pingIntervalTimer ?? socket.conn.pingIntervalTimer));
  socket.on("frame", (text) => socket.conn.transport.socket.send(text));
  socket.join("everyone");
  socket.on("say", (word) => io.of("/agent").to("everyone").emit("said", word));
});

http.listen(0, "127.0.0.1", () => console.log(http.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
