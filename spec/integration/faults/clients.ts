// The clients that can be sent into the faults. Each is loaded as its users load it: built, or installed.
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { CallPlan } from './plan.ts';

/** The names of the clients: our two builds, and the AWS SDK for JavaScript v3. */
export const clientNames = ['node', 'web', 'sdk'] as const;

/** A client's name. */
export type ClientName = (typeof clientNames)[number];

/** What a call ended with. */
export interface Ending {
  /** `accepted`, or the error's outcome; absent where the error tells none. */
  readonly outcome?: string | undefined;
  readonly name: string;
  readonly code?: string | undefined;
  readonly attempts?: number | undefined;
  readonly isAborted: boolean;
  /** The outcomes that events told of; of a call that settled once, one. */
  readonly told: readonly string[];
}

/** A client for the calls of one endpoint, one patience and one delivery. */
export interface FaultClient {
  call(plan: CallPlan, signal: AbortSignal): Promise<Ending>;
  close(): Promise<void>;
}

/** Makes a client for calls like `plan`. */
export type MakeClient = (endpointUrl: string, plan: CallPlan) => FaultClient;

const LONG_MS = 60_000;
const HUNG_MS = 5_000;
const timeoutOf = ({ patience }: CallPlan): number => (patience === 'short' ? 250 : LONG_MS);

const requestOf = ({ username, steps }: CallPlan) => ({
  ClientId: 'client',
  Username: username,
  ClientMetadata: { steps: steps.join('|') },
});

const confirmationOf = (plan: CallPlan) => ({
  ...requestOf(plan),
  ConfirmationCode: '123456',
  Password: 'correct horse',
});

interface Metadata {
  readonly attempts?: number | undefined;
}

async function endingOf(
  output: Promise<{ readonly $metadata: Metadata }>,
  signal: AbortSignal,
): Promise<Omit<Ending, 'told'>> {
  try {
    const { $metadata } = await output;
    return { outcome: 'accepted', name: 'none', attempts: $metadata.attempts, isAborted: false };
  } catch (error) {
    const { name = 'unknown', code, outcome, $metadata } = Object(error) as Partial<Ending> & { $metadata?: Metadata };
    return { outcome, name, code, attempts: $metadata?.attempts, isAborted: error === signal.reason };
  }
}

async function loadOurs(file: 'node' | 'index'): Promise<MakeClient> {
  const built = new URL(`../../../dist/${file}.js`, import.meta.url).href;
  const lib: typeof import('../../../lib/node.ts') = await import(built);
  const told = new AsyncLocalStorage<string[]>();
  return (endpointUrl, like) => {
    const client = new lib.ForgotPasswordClient({
      endpointUrl,
      delivery: like.delivery,
      connectTimeoutMs: timeoutOf(like),
      requestTimeoutMs: timeoutOf(like),
      timeoutMs: 3 * LONG_MS,
      maxResponseBytes: 8_192,
      onEvent(event) {
        if (event.type === 'call-finished') told.getStore()?.push(event.outcome);
      },
    });
    return {
      call: (plan, signal) =>
        told.run([], async () => {
          const output =
            plan.operation === 'ForgotPassword'
              ? client.forgotPassword(requestOf(plan), { signal })
              : client.confirmForgotPassword(confirmationOf(plan), { signal });
          const ending = await endingOf(output, signal);
          return { ...ending, told: told.getStore() ?? [] };
        }),
      close: () => client.close(),
    };
  };
}

interface Sdk {
  readonly CognitoIdentityProviderClient: new (
    config: object,
  ) => {
    send(command: object, options: object): Promise<{ readonly $metadata: Metadata }>;
    destroy(): void;
  };
  readonly ForgotPasswordCommand: new (input: object) => object;
  readonly ConfirmForgotPasswordCommand: new (input: object) => object;
}

/**
 * As it comes, but for timeouts: by default it has none. A reply whose body never ends holds it for ever all the same, so
 * that it is aborted in the end.
 */
function loadSdk(): MakeClient {
  const require = createRequire(new URL('../../bench/package.json', import.meta.url));
  const sdk: Sdk = require('@aws-sdk/client-cognito-identity-provider');
  return (endpoint, like) => {
    const timeout = timeoutOf(like);
    const client = new sdk.CognitoIdentityProviderClient({
      region: 'eu-west-1',
      endpoint,
      requestHandler: {
        connectionTimeout: timeout,
        requestTimeout: timeout,
        socketTimeout: timeout,
        throwOnRequestTimeout: true,
      },
    });
    return {
      async call(plan, signal) {
        const controller = new AbortController();
        const abort = (): void => controller.abort(signal.reason);
        signal.addEventListener('abort', abort);
        const timer = setTimeout(abort, HUNG_MS);
        const command =
          plan.operation === 'ForgotPassword'
            ? new sdk.ForgotPasswordCommand(requestOf(plan))
            : new sdk.ConfirmForgotPasswordCommand(confirmationOf(plan));
        const output = client.send(command, { abortSignal: controller.signal });
        const aborted = once(controller.signal, 'abort').then(() => Promise.reject(new Error('aborted')));
        const ending = await endingOf(Promise.race([output, aborted]), signal);
        clearTimeout(timer);
        return { ...ending, told: [] };
      },
      close: async () => client.destroy(),
    };
  };
}

/** Loads a client. */
export async function loadClient(name: ClientName): Promise<MakeClient> {
  if (name === 'sdk') return loadSdk();
  return loadOurs(name === 'node' ? 'node' : 'index');
}
