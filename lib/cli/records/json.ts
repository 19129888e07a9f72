// JSON texts of one value each, and NDJSON: such a text on each line.
import { isObject } from '../../util/is-object.ts';
import type { Line } from './lines.ts';
import { type NumberedRecord, unreadable } from './record.ts';
import { recordOfUser } from './users.ts';

/** Tells whether an object of a valid JSON text has a name twice, of which JSON.parse would keep the last one only. */
function hasNameTwice(json: string): boolean {
  // The names of the objects that are open; a list has none.
  const open: Set<string>[] = [];
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (name) {
      const names = open.at(-1);
      // The same name may be spelt with escapes.
      const spelling = name.includes('\\') ? (JSON.parse(name) as string) : name.slice(1, -1);
      if (names?.has(spelling)) return true;
      names?.add(spelling);
    }
  }
  return false;
}

/** Tells whether a value holds half of a character; only an escape can bring one into a text in UTF-8. */
function hasLoneSurrogate(json: string): boolean {
  if (!json.includes('\\u')) return false;
  let found = false;
  JSON.parse(json, (name: string, value: unknown) => {
    found ||= /\p{Surrogate}/u.test(`${name}${typeof value === 'string' ? value : ''}`);
    return value;
  });
  return found;
}

/** Parses a JSON text; a text that is none, or that leaves open what it means, brings its problem instead. */
export function parseJson(json: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(json);
    if (hasLoneSurrogate(json)) return { problem: 'holds half of a character (a lone surrogate)' };
    return hasNameTwice(json) ? { problem: 'gives a name twice' } : { value };
  } catch {
    // No cause: JSON.parse quotes what it does not understand.
    return { problem: 'is not valid JSON' };
  }
}

/** What is wrong with a first value, for all that follow it; nothing where it is a username or an object. */
export function kindProblem(value: unknown): string | undefined {
  if (typeof value === 'string' || isObject(value)) return undefined;
  const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  const remedy = Array.isArray(value) ? "; write --query 'Users[].Username', without inner brackets" : '';
  return `is ${kind}; each record must be a username in quotes or an object${remedy}`;
}

/**
 * The records of an NDJSON text: an object by property name, a user of Cognito, or a username as a string.
 *
 * @throws `RequestValidationError` where the first value is of another kind.
 */
export async function* readJsonRecords(
  lines: AsyncIterable<Line>,
  { includeIneligible }: { readonly includeIneligible: boolean },
): AsyncGenerator<NumberedRecord, void, void> {
  let isFirst = true;
  for await (const { number, text, problem } of lines) {
    if (!problem && !text.trim()) continue;
    const parsed = problem ? { problem } : parseJson(text);
    const otherKind = isFirst && 'value' in parsed ? kindProblem(parsed.value) : undefined;
    if (otherKind) throw unreadable(number, otherKind);
    isFirst = false;
    const record =
      'problem' in parsed ? unreadable(number, parsed.problem) : recordOfUser(parsed.value, includeIneligible);
    yield { line: number, record };
  }
}
