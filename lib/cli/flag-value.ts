// The values of flags: from text to what the library takes. No message holds a value, as it may be a secret.
import { UsageError } from './failures.ts';
import type { Flag } from './flag.ts';

function readBoolean(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new UsageError(`--${name} takes no value but true or false`);
  return text === 'true';
}

function readNumber(name: string, text: string): number {
  // Its range is the library's affair.
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) throw new UsageError(`--${name} must be a number`);
  return Number(text);
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
  if (type === 'number') return readNumber(name, text);
  if (type === 'pairs') return readPairs(name, text, earlier);
  return readText(flag, text);
}
