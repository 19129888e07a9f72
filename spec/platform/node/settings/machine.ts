// A machine of its own for each test: a home directory with real files, an environment, and no instance metadata.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../../../../lib/errors/errors.ts';
import type { AmbientSources } from '../../../../lib/platform/node/settings/ambient.ts';
import { readFile } from '../../../../lib/platform/node/settings/node-sources.ts';

export interface Machine {
  /** A path below the home directory. */
  readonly at: (...names: string[]) => string;
  /** Writes a file below the home directory, and returns its path. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  readonly config: (content: string) => Promise<string>;
  readonly credentials: (content: string) => Promise<string>;
  /** The machine's sources with an environment; `reads` and `asked` fill up with what was touched. */
  readonly sources: (
    env?: Readonly<Record<string, string>>,
    region?: string,
  ) => AmbientSources & { readonly reads: string[]; readonly asked: string[] };
}

export function useMachine(): Machine {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ambient-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const at = (...names: string[]): string => join(home, ...names);
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
    return at(name);
  };
  return {
    at,
    write,
    config: (content) => write('.aws/config', content),
    credentials: (content) => write('.aws/credentials', content),
    sources(env = {}, region) {
      const reads: string[] = [];
      const asked: string[] = [];
      return {
        env,
        homeDirectory: () => home,
        readFile(path) {
          reads.push(path);
          return readFile(path);
        },
        async fetchRegion(url) {
          asked.push(url);
          return region;
        },
        reads,
        asked,
      };
    },
  };
}

/** What a promise rejects with, which must be a configuration error. */
export async function refusal(promise: Promise<unknown>): Promise<ConfigurationError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
