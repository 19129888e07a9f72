import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createResets, type Reset, type ResetsOptions } from '../../examples/embedding.ts';
import { app as expressApp } from '../../examples/express.ts';
import { app as fastifyApp } from '../../examples/fastify.ts';
import { app as honoApp } from '../../examples/hono.ts';
import { handler } from '../../examples/lambda.ts';
import { createHandler } from '../../examples/lambda-at-edge.ts';
import { openExample, openScenario } from '../cases/scenario.ts';
import type { Cases } from '../harness.ts';
import { checkHandler, overHttp, overRequest } from './handler.ts';

export const exampleCases: Cases = {
  'example: Express': async (harness, _lib, ctx) => {
    const server = expressApp.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await checkHandler(harness, ctx, overHttp(`http://127.0.0.1:${port}/forgot-password`));
    server.closeAllConnections();
    server.close();
  },

  'example: Fastify': async (harness, _lib, ctx) => {
    const address = await fastifyApp.listen({ host: '127.0.0.1', port: 0 });
    await checkHandler(harness, ctx, overHttp(`${address}/forgot-password`));
    await fastifyApp.close();
  },

  'example: Hono': (harness, _lib, ctx) =>
    checkHandler(
      harness,
      ctx,
      overRequest((request) => honoApp.fetch(request)),
    ),

  'example: Lambda': (harness, _lib, ctx) =>
    checkHandler(harness, ctx, async (username) => {
      const { statusCode, body } = await handler({ body: JSON.stringify({ username }) });
      return { status: statusCode, text: body };
    }),

  'example: Lambda@Edge': async (harness, _lib, ctx) => {
    const handle = createHandler({ endpointUrl: openExample(ctx).endpointUrl, clientId: '1example23456789' });
    await checkHandler(harness, ctx, async (username) => {
      const data = Buffer.from(JSON.stringify({ username })).toString('base64');
      const { status, body } = await handle({ Records: [{ cf: { request: { body: { data } } } }] });
      return { status: Number(status), text: body };
    });
  },

  'example: embedded in a library': async (harness, _lib, ctx) => {
    const resetWith = (scenario: string, more: Partial<ResetsOptions> = {}): Promise<Reset> => {
      const { endpointUrl } = openScenario(ctx, scenario);
      return createResets({ endpointUrl, clientId: '1example23456789', fetch, ...more })('alice@example.com');
    };
    harness.equal(await resetWith('accepted'), 'accepted');
    harness.equal(await resetWith('refused.UserNotFoundException'), 'refused');
    harness.equal(await resetWith('refused.TooManyRequestsException'), 'ask-again-later');
    harness.equal(await resetWith('shed'), 'check-your-mail-first');
    harness.equal(await resetWith('reset'), 'check-your-mail-first');
    harness.equal(await resetWith('reset-once', { delivery: 'at-least-once' }), 'accepted');
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    await createResets({ endpointUrl, clientId: '1example23456789', fetch })('alice@example.com');
    harness.equal((await received())[0]?.headers['x-trace-id'], 'trace-1');
  },
};
