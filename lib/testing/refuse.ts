import { ConfigurationError } from '../errors/errors.ts';

/** @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION`, always. */
export function refuse(message: string): never {
  throw new ConfigurationError(message);
}

/** The error for a feature that this platform lacks. */
export const platformError = (message: string): ConfigurationError =>
  new ConfigurationError(message, { code: 'ERR_CONFIGURATION_PLATFORM' });
