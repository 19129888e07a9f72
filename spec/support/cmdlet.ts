// The cmdlet of both builds against a pool at a loopback address.
import type * as library from '../../lib/index.ts';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { accepting, type ListeningCognito, type Setting, withCognito } from './cognito.ts';

/** What a spec of the cmdlet has to do with. */
export interface Bench {
  readonly lib: typeof library;
  /** The parameters that reach the service. */
  readonly base: { readonly ClientId: string; readonly EndpointUrl: string };
  readonly service: ListeningCognito;
  /** The members of the newest request. */
  sent(): unknown;
}

/** A runner for one build: starts a pool for as long as `use` takes; by default, it accepts every request. */
export type UseBench = <Result>(use: (bench: Bench) => Promise<Result>, setting?: Setting) => Promise<Result>;

/** Describes a subject on both builds. */
export function describeCmdlet(subject: string, body: (useBench: UseBench, build: 'web' | 'node') => void): void {
  for (const [build, lib] of [
    ['web', web],
    ['node', node],
  ] as const) {
    describe(`${subject} (${build} build)`, () => {
      body(
        (use, setting = accepting) =>
          withCognito(setting, (service) => {
            const base = { ClientId: 'client1', EndpointUrl: service.url };
            return use({ lib, base, service, sent: () => service.requests.at(-1)?.members });
          }),
        build,
      );
    });
  }
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<library.RequestValidationError> {
  try {
    await promise;
  } catch (error) {
    return error as library.RequestValidationError;
  }
  throw new Error('It was expected to reject');
}

/** All items of a source. */
export async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}
