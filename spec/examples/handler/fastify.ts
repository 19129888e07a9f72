// The route in Fastify.
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createForgotPasswordHandler, memoryLimiter } from 'cognito-forgot-password/handler';
import fastify, { type FastifyRequest } from 'fastify';

const MAX_BODY_BYTES = 8_192;
const client = new ForgotPasswordClient({ clientId: process.env.COGNITO_CLIENT_ID });
const addresses = new WeakMap<Request, string>();

const handle = createForgotPasswordHandler({
  client,
  limiter: memoryLimiter(),
  maxBodyBytes: MAX_BODY_BYTES,
  // Behind a proxy, Fastify's option `trustProxy` decides what this is, and which origin the request has.
  clientIp: (request) => addresses.get(request),
});

function toRequest({ method, protocol, host, url, headers, body, ip }: FastifyRequest): Request {
  const init: RequestInit = { method, headers: headers as Record<string, string> };
  if (body instanceof Uint8Array) init.body = new Uint8Array(body);
  const request = new Request(new URL(url, `${protocol}://${host}`), init);
  addresses.set(request, ip);
  return request;
}

export const app = fastify();
app.addHook('onClose', () => client.close());

app.register(async (scope) => {
  // In this scope only: bodies come as they are, whatever their type, and the handler reads them.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => {
    done(null, body);
  });
  scope.route({
    method: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    url: '/forgot-password',
    handler: async (request) => handle(toRequest(request)),
  });
  scope.route({
    method: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    url: '/forgot-password/confirm',
    handler: async (request) => handle(toRequest(request)),
  });
});
