import example from '../../examples/bun.ts';
import { app } from '../../examples/hono.ts';
import type { Cases } from '../harness.ts';
import { checkHandler, overHttp } from './handler.ts';

export const exampleCases: Cases = {
  'example: Bun': async (harness, _lib, ctx) => {
    const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: example.fetch });
    await checkHandler(harness, ctx, overHttp(`http://127.0.0.1:${server.port}`));
    await server.stop(true);
  },

  'example: Hono': async (harness, _lib, ctx) => {
    const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: app.fetch });
    await checkHandler(harness, ctx, overHttp(`http://127.0.0.1:${server.port}/forgot-password`));
    await server.stop(true);
  },
};
