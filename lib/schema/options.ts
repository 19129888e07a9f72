// Holds options against their schemas.
import { ConfigurationError } from '../errors/errors.ts';
import { isObject, ownCopy } from '../util/is-object.ts';
import { sentencesOf } from './issue.ts';
import type { ObjectSchema, OptionSchema, TextSchema } from './schema.ts';
import { findIssues } from './validate.ts';

// Any text of a length that somebody can mean.
export { StringType as TEXT } from './generated/rules.ts';

/** A text that must not be empty. */
export const FILLED_TEXT: TextSchema = { type: 'string', minLength: 1, maxLength: 131_072 };
export const BOOLEAN: OptionSchema = { type: 'boolean' };
export const INTEGER: OptionSchema = { type: 'integer' };
export const FUNCTION: OptionSchema = { type: 'function' };
export const SIGNAL: OptionSchema = { type: 'signal' };
/** An option that does not work on this platform. */
export const UNAVAILABLE: OptionSchema = { type: 'unavailable' };
export const ANY: OptionSchema = { type: 'any' };

/**
 * A copy of options' own members, without those that are undefined or null. It has no prototype, so that nothing is read
 * that nobody gave.
 *
 * @throws {@link ConfigurationError} `ERR_CONFIGURATION_OPTION`, or `ERR_CONFIGURATION_PLATFORM` where an option does not
 * work on this platform; its `issues` tell why.
 */
export function checkedOptions<Options extends object>(schema: ObjectSchema, options: unknown): Options {
  const copy: unknown = isObject(options) ? ownCopy(options) : options;
  const { issues, total } = findIssues(schema, copy);
  if (total) {
    const isPlatforms = issues.every(({ keyword }) => keyword === 'platform');
    const code = isPlatforms ? 'ERR_CONFIGURATION_PLATFORM' : undefined;
    throw new ConfigurationError(sentencesOf(issues, total), { code, issues });
  }
  return copy as Options;
}
