// Writes requests and counts the bytes of replies, without HTTP: the most that the server can be asked for, which has to
// be far more than any client asks for.
import { connect } from 'node:net';
import { bodyOf, HEADERS } from './post.mjs';

export async function open(url) {
  const { hostname, port, host } = new URL(url);
  const lines = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);
  const idle = [];
  const openSocket = () => {
    const socket = connect(Number(port), hostname);
    socket.on('data', (chunk) => socket.onReply(chunk));
    return socket;
  };
  return {
    call(request) {
      const socket = idle.pop() ?? openSocket();
      return new Promise((resolve) => {
        // A reply is small enough to come in one piece.
        socket.onReply = (reply) => {
          idle.push(socket);
          resolve(reply);
        };
        const body = bodyOf(request);
        const length = `content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
        socket.write(`POST / HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}${length}${body}`);
      });
    },
    close: async () => {
      for (const socket of idle) socket.destroy();
    },
  };
}
