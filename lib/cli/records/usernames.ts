// Usernames on their own: one a line, or parted by tabs as the AWS CLI's `--output text` has them.
import type { Line } from './lines.ts';
import { type NumberedRecord, unreadable } from './record.ts';
import { isTableLine } from './table.ts';

/** Whether lines are taken as they are, or were only recognised as usernames. */
export interface UsernameOptions {
  readonly isGuess: boolean;
  /** Whether tabs part usernames. */
  readonly splitsAtTabs: boolean;
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
/** Tells a piece of a list in JSON, Python or CSV, which is no username as it stands. */
const isPiece = (text: string): boolean => /^["'{[]|[,;]$/.test(text.trim());
const beginsJson = (text: string): boolean => /^["{[]/.test(text);

/** The records of one line, which is not blank. */
function* recordsOf({ number, text, problem }: Line, { isGuess, splitsAtTabs }: UsernameOptions) {
  if (problem) yield { line: number, record: unreadable(number, problem) };
  else if (isGuess && isTableLine(text)) {
    yield { line: number, record: unreadable(number, 'is a line of a table for people, and no username') };
  } else if (isGuess && isPiece(text)) {
    yield { line: number, record: unreadable(number, 'is quoted or ends with a comma, and is no username') };
  } else if (splitsAtTabs) {
    for (const username of text.split('\t')) if (username.trim()) yield { line: number, record: username.trim() };
  } else yield { line: number, record: text };
}

/**
 * The usernames of a text.
 *
 * @throws `RequestValidationError` where JSON follows a first line that is a number, and so no username either.
 */
export async function* readUsernames(
  lines: AsyncIterable<Line>,
  options: UsernameOptions,
): AsyncGenerator<NumberedRecord, void, void> {
  // A number may be a username, or the first value of an NDJSON text of the wrong kind: the next line tells.
  let held: Line | undefined;
  let isFirst = true;
  for await (const line of lines) {
    if (!line.problem && !line.text.trim()) continue;
    if (held && beginsJson(line.text)) {
      throw unreadable(held.number, 'is a number before JSON; each record must be a username in quotes or an object');
    }
    if (held) yield* recordsOf(held, options);
    held = isFirst && options.isGuess && isNumber(line.text.trim()) ? line : undefined;
    isFirst = false;
    if (!held) yield* recordsOf(line, options);
  }
  if (held) yield* recordsOf(held, options);
}
