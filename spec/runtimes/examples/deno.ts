import example from '../../examples/deno.ts';
import type { Cases } from '../harness.ts';
import { checkHandler, overHttp } from './handler.ts';

export const exampleCases: Cases = {
  'example: Deno': async (harness, _lib, ctx) => {
    const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, example.fetch);
    await checkHandler(harness, ctx, overHttp(`http://127.0.0.1:${server.addr.port}`));
    await server.shutdown();
  },
};
