// What a case runs in: one of the builds, and servers to call. A case knows nothing of its runner.
import { BaseClient } from '../../lib/client/client.ts';
import type { ForgotPasswordClientConfig } from '../../lib/client/config.ts';
import type { Platform } from '../../lib/client/platform.ts';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import type { FillIn } from '../../lib/platform/node/link.ts';
import { platformWith } from '../../lib/platform/node/platform.ts';
import { webPlatform } from '../../lib/platform/web.ts';
import { type Answer, type Loopback, loopback } from './loopback.ts';

export type Library = typeof web;
export type BuildName = 'node' | 'web';

/**
 * What stands in for chance and clock, and on Node for the surroundings; by default 0 (no wait), the real clock, and
 * nothing to ask.
 */
export interface Instruments {
  readonly now?: () => number;
  readonly random?: () => number;
  readonly fillIn?: FillIn;
}

/** What a case is given. */
export interface World {
  readonly build: BuildName;
  /** What the build exports. */
  readonly lib: Library;
  /** Starts a server, which ends with the case. */
  serve(...answers: readonly Answer[]): Promise<Loopback>;
  /** Makes a client of the build for an endpoint, which is closed with the case. */
  client(endpointUrl: string, config?: ForgotPasswordClientConfig, instruments?: Instruments): BaseClient;
  /** Calls a server that gives these answers; resolves with what became of the call, and the server. */
  call(answers: readonly Answer[], config?: ForgotPasswordClientConfig): Promise<{ error: Failure; server: Loopback }>;
}

/** Every field that one of our errors can have. */
export type Failure = Error &
  Readonly<Record<'code' | 'outcome' | 'phase' | 'fault' | 'reason' | 'hint', string>> & {
    readonly retryable: boolean;
    readonly issues: readonly web.ValidationIssue[];
    readonly $metadata: web.ResponseMetadata;
  };

/** Cases by subject and behaviour. */
export type Cases = Readonly<Record<string, Readonly<Record<string, (world: World) => Promise<void>>>>>;

/** A request that is as small as can be. */
export const request = { ClientId: 'client1', Username: 'alice' } as const;

/** Both builds. */
export const libraries: Readonly<Record<BuildName, Library>> = { web, node };

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    return error as Failure;
  }
  throw new Error('It was expected to reject');
}

/** A client on whatever platform. */
class PlatformClient extends BaseClient {
  constructor(config: ForgotPasswordClientConfig, platform: Platform) {
    super(config, platform);
  }
}

/** Opens a world; `end` closes what was opened in it. */
export function openWorld(build: BuildName): World & { end(): Promise<void> } {
  const opened: AsyncDisposable[] = [];
  const keep = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
    opened.unshift(resource);
    return resource;
  };
  const world: World = {
    build,
    lib: libraries[build],
    serve: async (...answers) => keep(await loopback(...answers)),
    client(endpointUrl, config, instruments = {}) {
      const { fillIn = async (given) => given, random = () => 0, now } = instruments;
      const platform = build === 'node' ? platformWith(fillIn) : webPlatform;
      return keep(new PlatformClient({ endpointUrl, ...config }, { ...platform, random, ...(now && { now }) }));
    },
    async call(answers, config) {
      const server = await world.serve(...answers);
      const error = await rejectionOf(world.client(server.url, config).forgotPassword(request));
      return { error, server };
    },
  };
  return {
    ...world,
    async end() {
      // Servers first where a call hangs: what was opened last is closed first, and no client waits for a dead server.
      await Promise.all(opened.splice(0).map((resource) => resource[Symbol.asyncDispose]()));
    },
  };
}
