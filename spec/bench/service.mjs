// The service: the smallest HTTP/1.1 server that answers ForgotPassword. It parses only the length of requests, so that
// it uses far less time than the client that is measured.
import { createServer } from 'node:net';

const body = JSON.stringify({
  CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
});
const reply = Buffer.from(
  [
    'HTTP/1.1 200 OK',
    'Date: Mon, 23 Nov 2026 10:00:00 GMT',
    'Content-Type: application/x-amz-json-1.1',
    `Content-Length: ${body.length}`,
    'Connection: keep-alive',
    'x-amzn-RequestId: 6f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    '',
    body,
  ].join('\r\n'),
);
const HEAD_END = '\r\n\r\n';

/** Makes a function that takes a connection's next chunk, and returns how many requests end in it. */
function requestCounter() {
  let head = '';
  let missingBytes = 0;
  return (chunk) => {
    let ended = 0;
    let at = 0;
    while (at < chunk.length) {
      if (missingBytes === 0) {
        const before = head.length;
        head += chunk.latin1Slice(at);
        const end = head.indexOf(HEAD_END);
        if (end < 0) return ended;
        at += end + HEAD_END.length - before;
        missingBytes = Number(/\ncontent-length: *(\d+)/i.exec(head.slice(0, end))?.[1] ?? 0);
        head = '';
      }
      const taken = Math.min(missingBytes, chunk.length - at);
      at += taken;
      missingBytes -= taken;
      if (missingBytes === 0) ended++;
    }
    return ended;
  };
}

const server = createServer({ noDelay: true }, (socket) => {
  const count = requestCounter();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    const ended = count(chunk);
    if (ended === 1) socket.write(reply);
    else if (ended) socket.write(Buffer.concat(Array(ended).fill(reply)));
  });
});

server.listen(0, '127.0.0.1', () => process.send({ result: `http://127.0.0.1:${server.address().port}` }));
process.on('message', () => process.send({ result: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
