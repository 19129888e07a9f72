// The route in Express.
import { Readable } from 'node:stream';
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createForgotPasswordHandler, memoryLimiter } from 'cognito-forgot-password/handler';
import express, { type Request as ExpressRequest } from 'express';

const client = new ForgotPasswordClient({ clientId: process.env.COGNITO_CLIENT_ID });
const addresses = new WeakMap<Request, string | undefined>();

const handle = createForgotPasswordHandler({
  client,
  limiter: memoryLimiter(),
  // Behind a proxy, Express's setting `trust proxy` decides what this is, and which origin the request has.
  clientIp: (request) => addresses.get(request),
});

function toRequest(incoming: ExpressRequest): Request {
  const { method, protocol, host, originalUrl, ip } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers: incoming.headers as Record<string, string>,
    body: hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null,
    duplex: 'half',
  };
  const request = new Request(new URL(originalUrl, `${protocol}://${host}`), init);
  addresses.set(request, ip);
  return request;
}

export const app = express();

// Before express.json() and other readers of bodies: the handler reads the body itself, up to its own limit.
app.all(['/forgot-password', '/forgot-password/confirm'], async (incoming, outgoing) => {
  const response = await handle(toRequest(incoming));
  outgoing.status(response.status).set(Object.fromEntries(response.headers));
  outgoing.send(Buffer.from(await response.arrayBuffer()));
});
