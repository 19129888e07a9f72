// The Worker of the examples, in Cloudflare's own simulator with its rate limit binding.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Simulator {
  dispatchFetch(url: string, init: RequestInit): Promise<Response>;
  dispose(): Promise<void>;
}

interface SimulatorPackage {
  readonly Miniflare: new (options: object) => Simulator;
}

/** Starts the Worker; both of its limits are of the example's own configuration. */
export async function startWorker(modules: string, serviceUrl: string): Promise<Simulator> {
  const { outputFiles } = await build({
    entryPoints: [`${root}spec/examples/handler/cloudflare-worker.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    // The checkout maps the package's name to its sources.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  const { Miniflare }: SimulatorPackage = await import(`${modules}miniflare/dist/src/index.js`);
  return new Miniflare({
    modules: true,
    script: outputFiles[0]?.text,
    compatibilityDate: '2026-07-01',
    bindings: {
      AWS_REGION: 'eu-west-1',
      COGNITO_CLIENT_ID: 'abc',
      LIMITER_SECRET: 'a secret of 25 characters',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: serviceUrl,
    },
    ratelimits: {
      ADDRESS_LIMITER: { namespace_id: '1001', simple: { limit: 10, period: 60 } },
      ACCOUNT_LIMITER: { namespace_id: '1002', simple: { limit: 2, period: 60 } },
    },
  });
}
