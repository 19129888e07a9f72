// NDJSON: a JSON value on each line.
import type { Line } from './lines.ts';
import { type NumberedRecord, unreadable } from './record.ts';

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
      const spelling = JSON.parse(name) as string;
      if (names?.has(spelling)) return true;
      names?.add(spelling);
    }
  }
  return false;
}

/** Parses a JSON text; a text that is none, or that leaves open what it means, brings its problem instead. */
export function parseJson(json: string): { readonly value: unknown } | { readonly problem: string } {
  let hasLoneSurrogate = false;
  const look = (name: string, value: unknown): unknown => {
    hasLoneSurrogate ||= /\p{Surrogate}/u.test(`${name}${typeof value === 'string' ? value : ''}`);
    return value;
  };
  try {
    const value: unknown = JSON.parse(json, look);
    if (hasLoneSurrogate) return { problem: 'holds half of a character (a lone surrogate)' };
    return hasNameTwice(json) ? { problem: 'gives a name twice' } : { value };
  } catch {
    // No cause: JSON.parse quotes what it does not understand.
    return { problem: 'is no JSON' };
  }
}

/** The records of an NDJSON text: an object by property name, or a username as a string. */
export async function* readJsonRecords(lines: AsyncIterable<Line>): AsyncGenerator<NumberedRecord, void, void> {
  for await (const { number, text, problem } of lines) {
    if (!problem && !text.trim()) continue;
    const parsed = problem ? { problem } : parseJson(text);
    const record = 'problem' in parsed ? unreadable(number, parsed.problem) : parsed.value;
    yield { line: number, record };
  }
}
