// Loads the copy of undici that comes with this package, once a first request needs it: never an undici that lies around.
import type { EnvHttpProxyAgent, Pool } from 'undici';
import { ConfigurationError } from '../../errors/errors.ts';

async function load<Dispatcher>(loading: Promise<{ readonly default: Dispatcher }>): Promise<Dispatcher> {
  try {
    return (await loading).default;
  } catch (cause) {
    const { code = 'unknown error' }: { readonly code?: string } = Object(cause);
    throw new ConfigurationError(
      `The HTTP client inside cognito-forgot-password cannot be loaded (${code}). Its files must lie beside the code that imports them: deploy every file that your bundler wrote, or install the package again.`,
      { code: 'ERR_CONFIGURATION_PLATFORM', cause },
    );
  }
}

/**
 * Loads what sends requests directly.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PLATFORM` where a file is missing.
 */
export const loadPool = (): Promise<typeof Pool> => load(import('./undici-copy/pool.js'));

/**
 * Loads what sends requests through a proxy.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PLATFORM` where a file is missing.
 */
export const loadProxyAgent = (): Promise<typeof EnvHttpProxyAgent> => load(import('./undici-copy/proxy-agent.js'));
