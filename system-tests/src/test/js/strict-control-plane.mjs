// A control plane's realtime side on the official server, as strict as the reference: what it does not know is an error. It has no
// HTTP API. Tells what it hears as lines of JSON on standard output, and sends what stands in lines of JSON on standard input.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const ALLOWED = {
  'agent.auth': ['type', 'nodeId', 'agentToken', 'agentVersion', 'platformVersion', 'kernelVersion', 'rootAccess'],
  'agent.ping': ['type', 'timestamp'],
  'agent.metrics': [
    'type', 'nodeId', 'agentToken', 'agentVersion', 'timestamp', 'cpuUsage', 'memoryUsage', 'diskUsage', 'temperature',
    'networkStats', 'networks', 'cpu', 'memory', 'disk',
  ],
  'terminal.opened': ['type', 'sessionId', 'cols', 'rows', 'timestamp'],
  'terminal.output': ['type', 'sessionId', 'direction', 'payload', 'timestamp'],
  'terminal.exited': ['type', 'sessionId', 'exitCode', 'reason', 'timestamp'],
  'terminal.error': ['type', 'sessionId', 'message', 'timestamp'],
};
const [token] = process.argv.slice(2);

const http = createServer((request, response) => {
  request.resume();
  response.writeHead(404, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ statusCode: 404, message: 'Not Found' }));
});
const agents = new Server(http).of('/agent-realtime');
const tell = (line) => process.stdout.write(JSON.stringify(line) + '\n');

agents.on('connection', (socket) => {
  let authenticated = false;
  tell({ event: 'connection', transport: socket.conn.transport.name });
  socket.onAny((event, body, ack) => {
    tell({ event, body });
    const unknown = Object.keys(body).filter((name) => !(ALLOWED[event] ?? []).includes(name));
    if (event === 'agent.auth') {
      authenticated = unknown.length === 0 && body.agentToken === token;
      if (!authenticated) {
        const message = unknown.length === 0 ? 'Invalid agent token' : 'Bad Request Exception';
        socket.emit('agent.auth.error', { type: 'agent.auth.error', authenticated: false, message });
        socket.disconnect(true);
        return;
      }
      const answer = {
        type: 'agent.auth.ack',
        authenticated: true,
        nodeId: body.nodeId,
        rootAccess: { profile: 'off', updatedAt: null },
      };
      socket.emit('agent.auth.ack', answer);
      ack?.(answer);
      return;
    }
    if (!authenticated) {
      socket.disconnect(true);
      return;
    }
    if (unknown.length > 0) {
      tell({ event: 'refused', of: event, unknown });
      socket.emit('agent.error', { type: 'agent.error', eventType: event, message: 'Bad Request Exception' });
      ack?.({ ok: false, eventType: event, message: 'Bad Request Exception' });
      return;
    }
    ack?.({ ok: true });
  });
});

const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const { event, body, cut } = JSON.parse(line);
  if (cut) {
    agents.sockets.forEach((socket) => socket.conn.close());
  } else {
    agents.emit(event, body);
  }
});
input.on('close', () => process.exit(0));
http.listen(0, '127.0.0.1', () => tell({ event: 'listening', port: http.address().port }));
