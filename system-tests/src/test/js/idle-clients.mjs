// Many clients that are in a namespace and say nothing: node idle-clients.mjs URL COUNT. Prints "ready"; ends with its input.
import { WebSocket } from "ws";

const [url, count] = process.argv.slice(2);
let ready = 0;
const open = () =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
    socket.on("message", (data) => {
      const packet = String(data);
      if (packet.startsWith("0")) socket.send("40");
      if (packet.startsWith("40")) resolve();
      if (packet === "2") socket.send("3");
    });
  });
while (ready < Number(count)) {
  const some = Math.min(100, Number(count) - ready);
  await Promise.all(Array.from({ length: some }, open));
  ready += some;
}
console.log("ready");
process.stdin.on("end", () => process.exit(0)).resume();
