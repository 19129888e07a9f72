// One JSON document, or several objects one after the other: understood as a whole before anything is sent, or refused.

import { parameterName } from '../../cmdlet/parameters.ts';
import { isObject } from '../../util/is-object.ts';
import { kindProblem, parseJson } from './json.ts';
import { type JsonElement, JsonSplitter } from './json-splitter.ts';
import { PackedRecords } from './packed-records.ts';
import { unreadable } from './record.ts';
import { recordOfUser } from './users.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode({ line, bytes }: JsonElement): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw unreadable(line, 'is not UTF-8 text; nothing of the document was sent');
  }
}

const hasUsername = (record: unknown): boolean =>
  !isObject(record) || Object.keys(record).some((name) => parameterName(name) === 'Username');

/** A document read to its end. */
export interface JsonDocument {
  readonly records: PackedRecords;
  /** Whether the list is one page of a longer one. */
  readonly isPage: boolean;
}

/**
 * Reads a text to its end.
 *
 * @throws `RequestValidationError` where any part of it is no JSON, or an element is neither a text nor an object with a
 * username.
 */
export async function readJsonDocument(
  source: AsyncIterable<Uint8Array>,
  { includeIneligible }: { readonly includeIneligible: boolean },
): Promise<JsonDocument> {
  const splitter = new JsonSplitter();
  const records = new PackedRecords();
  let isPage = false;
  const take = (element: JsonElement): void => {
    const { line, kind } = element;
    const parsed = parseJson(decode(element));
    if ('problem' in parsed) throw unreadable(line, `${parsed.problem}; nothing of the document was sent`);
    const { value } = parsed;
    if (isObject(value) && Array.isArray(value.Users) && !value.Users.length) {
      // Of several pages, the last one decides.
      isPage = Boolean(value.PaginationToken ?? value.NextToken);
      return;
    }
    const problem = kind === 'user' && !isObject(value) ? 'is no user' : kindProblem(value);
    if (problem) throw unreadable(line, `${problem}; nothing of the document was sent`);
    if (!hasUsername(value))
      throw unreadable(line, 'begins an object without a Username; nothing of the document was sent');
    records.push({ line, record: recordOfUser(value, includeIneligible) });
  };
  for await (const chunk of source) splitter.push(chunk, take);
  splitter.end(take);
  return { records, isPage };
}
