// What became of a batch, by outcome and by error.
import type { RecordResult } from '../../node.ts';
import { toJson } from '../output.ts';
import { describe, type ErrorFormat } from '../report.ts';

type Result = RecordResult<unknown, unknown>;

/** What a result says in a word: an outcome, or why nothing was sent. */
export function wordFor(result: Result): string {
  if (result.skipped) return `skipped-${result.skipped}`;
  return result.ok ? 'accepted' : (describe(result.error).outcome ?? 'unknown');
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const WORDS: Readonly<Record<string, string>> = {
  'skipped-duplicate': 'there twice',
  'skipped-declined': 'not to be sent',
  'skipped-ineligible': 'unable to recover',
  'skipped-accepted': 'accepted in an earlier run',
  'skipped-rejected': 'rejected in an earlier run',
  'skipped-unknown': 'unknown since an earlier run',
};

function listOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([key, number]) => `${number} ${WORDS[key] ?? key}`).join(', ');
}

/** Counts results. */
export class Summary {
  readonly #outcomes = new Map<string, number>();
  readonly #errors = new Map<string, number>();
  #unknown = 0;
  #done = 0;
  #failed = 0;

  get done(): number {
    return this.#done;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Takes note of a result. */
  count(result: Result): void {
    this.#done++;
    const word = wordFor(result);
    count(this.#outcomes, word);
    if (word.endsWith('unknown')) this.#unknown++;
    if (result.ok) return;
    this.#failed++;
    const { name, reason } = describe(result.error);
    count(this.#errors, reason ? `${name} (${reason})` : name);
  }

  /** All of it as text, or as a line of JSON. */
  format(format: ErrorFormat): string {
    const { done, failed } = this;
    if (format === 'json') {
      const outcomes = Object.fromEntries(this.#outcomes);
      return `${toJson({ type: 'summary', done, failed, outcomes, errors: Object.fromEntries(this.#errors) })}\n`;
    }
    const errors = failed ? `; errors: ${listOf(this.#errors)}` : '';
    const counts = `${done} ${done === 1 ? 'record' : 'records'}: ${listOf(this.#outcomes)}${errors}\n`;
    // Their names stand in the results: standard error holds none.
    return this.#unknown
      ? `${counts}Of those that are unknown, a code may have been sent; the results list them.\n`
      : counts;
  }
}
