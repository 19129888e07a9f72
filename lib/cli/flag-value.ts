// The values of flags: from text to what the library takes. No message holds a value, as it may be a secret.
import { UsageError } from './failures.ts';
import type { Flag } from './flag.ts';

function readBoolean(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new UsageError(`--${name} takes no value but true or false`);
  return text === 'true';
}

const MOST = 2_147_483_647;

/** A number as people write it, with underscores between its digits; nothing where it is none. */
function parseNumber(text: string): number | undefined {
  return /^\+?\d+(_\d+)*(\.\d+)?$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

function readCount(name: string, text: string): number {
  const value = parseNumber(text) ?? 0;
  if (Number.isInteger(value) && value >= 1 && value <= MOST) return value;
  throw new UsageError(`--${name} must be a whole number from 1 to ${MOST}`);
}

function readRate(name: string, text: string): number {
  const value = parseNumber(text) ?? 0;
  if (value > 0 && value <= MOST) return value;
  throw new UsageError(`--${name} must be a number greater than 0, at most ${MOST}`);
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration in milliseconds; nothing where the text is none, or none that a timer can wait for. */
function parseDuration(text: string, bareUnit: 'ms' | 's'): number | undefined {
  const [, number = '', unit = bareUnit] = /^(.*\d)(ms|s|m|h)?$/s.exec(text) ?? [];
  const value = Math.round((parseNumber(number) ?? 0) * (UNITS_MS[unit] ?? 0));
  return value >= 1 && value <= MOST ? value : undefined;
}

function readDuration(name: string, text: string, bareUnit: 'ms' | 's'): number {
  const value = parseDuration(text, bareUnit);
  if (value !== undefined) return bareUnit === 's' ? value / 1_000 : value;
  const bare = bareUnit === 's' ? 'seconds' : 'milliseconds';
  throw new UsageError(`--${name} must be a number of ${bare}, or a duration such as 30s or 5m, from 1ms to 596h`);
}

function readText({ name, choices, check }: Flag, text: string): string {
  if (choices && !choices.includes(text)) throw new UsageError(`--${name} must be ${choices.join(' or ')}`);
  const problem = check?.(text);
  if (problem) throw new UsageError(`--${name} ${problem}`);
  return text;
}

function parseObject(name: string, json: string): object {
  try {
    // What begins with a brace is an object, or no JSON.
    return JSON.parse(json) as object;
  } catch {
    // No cause: JSON.parse quotes what it does not understand.
    throw new UsageError(`--${name} begins with { but is no JSON object`);
  }
}

function readPairs(name: string, text: string, earlier: unknown): object {
  // Without a prototype, a key named __proto__ is one like any other.
  const pairs: object = Object.assign(Object.create(null), earlier);
  if (text.startsWith('{')) return Object.assign(pairs, parseObject(name, text));
  const end = text.indexOf('=');
  // The AWS CLI's own form would otherwise become one key, whose value holds the other pairs.
  if (end >= 1 && /,\s*[\w.-]+=/.test(text.slice(end + 1))) {
    throw new UsageError(
      `--${name} takes one KEY=VALUE each time: write --${name} A=X --${name} B=Y, or --${name} '{"A":"X","B":"Y"}'`,
    );
  }
  if (end < 1) throw new UsageError(`--${name} must be KEY=VALUE or a JSON object`);
  return Object.assign(pairs, Object.fromEntries([[text.slice(0, end), text.slice(end + 1)]]));
}

/**
 * The value of a flag, out of the text that was given with it and the value that it had so far.
 *
 * @throws {@link UsageError} when it is none of the flag's type.
 */
export function readFlag(flag: Flag, text: string | boolean | undefined, earlier: unknown): unknown {
  const { name, type } = flag;
  if (type === 'boolean') return readBoolean(name, `${text ?? true}`);
  if (typeof text !== 'string') throw new UsageError(`--${name} needs a value`);
  if (type === 'count') return readCount(name, text);
  if (type === 'rate') return readRate(name, text);
  if (type === 'milliseconds') return readDuration(name, text, 'ms');
  if (type === 'seconds') return readDuration(name, text, 's');
  if (type === 'pairs') return readPairs(name, text, earlier);
  return readText(flag, text);
}
