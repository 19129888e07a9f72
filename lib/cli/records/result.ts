import { parameterName } from '../../cmdlet/parameters.ts';
import type { RecordResult } from '../../node.ts';
import { isObject } from '../../util/is-object.ts';
import { toJson } from '../output.ts';
import { describe } from '../report.ts';

const LONGEST_USERNAME = 128;

/** The username of a record: the one thing of it that is repeated. What cannot be one is not, as it may be anything. */
export function usernameOf(input: unknown): string | null {
  const record = isObject(input) ? input : { Username: input };
  const [, username] = Object.entries(record).find(([name]) => parameterName(name) === 'Username') ?? [];
  return typeof username === 'string' && [...username].length <= LONGEST_USERNAME ? username : null;
}

/** One line of JSON about what became of a record. */
export function formatResult(result: RecordResult<unknown, unknown>, line: number | undefined): string {
  const { index, input, ok, skipped } = result;
  const why = result.skipped === 'ineligible' ? result.why : undefined;
  const start = { index, input: usernameOf(input), ok, skipped, why };
  const end = result.ok ? { output: result.output ?? null } : { error: { ...describe(result.error), line } };
  return `${toJson({ ...start, ...end })}\n`;
}
