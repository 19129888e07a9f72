import { ConfigurationError } from '../errors/errors.ts';

/** @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION`, always. */
export function refuse(message: string): never {
  throw new ConfigurationError('configuration_option', message);
}

/** The error for a feature that this platform lacks. */
export const platformError = (message: string): ConfigurationError =>
  new ConfigurationError('configuration_platform', message);
