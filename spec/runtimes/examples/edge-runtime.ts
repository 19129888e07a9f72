import { POST } from '../../examples/edge-route.ts';
import type { Cases } from '../harness.ts';
import { checkHandler, overRequest } from './handler.ts';

export const exampleCases: Cases = {
  'example: a route of Next.js': (harness, _lib, ctx) => checkHandler(harness, ctx, overRequest(POST)),
};
