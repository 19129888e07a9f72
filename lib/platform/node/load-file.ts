import { ConfigurationError } from '../../errors/errors.ts';

/**
 * Loads a file of this package that a first request needs.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_PLATFORM` where it is missing: a bundler may write several files,
 * of which only one was deployed.
 */
export async function loadFile<Module>(loading: Promise<Module>): Promise<Module> {
  try {
    return await loading;
  } catch (cause) {
    const { code = 'unknown error' }: { readonly code?: string } = Object(cause);
    throw new ConfigurationError(
      `A file of cognito-forgot-password cannot be loaded (${code}). Its files must lie beside the code that imports them: deploy every file that your bundler wrote, or install the package again.`,
      { code: 'ERR_CONFIGURATION_PLATFORM', cause },
    );
  }
}
