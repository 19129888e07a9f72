// What became of a batch, by outcome and by error.
import type { RecordResult } from '../../node.ts';
import { printable, toJson } from '../output.ts';
import { usernameOf } from '../records/result.ts';
import { describe, type ErrorFormat } from '../report.ts';

type Result = RecordResult<unknown, unknown>;

const MOST_NAMES = 20;

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
  /** The first of those to whom a code may have gone out. */
  readonly #unknown: string[] = [];
  #unknownCount = 0;
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
    if (word.endsWith('unknown')) this.#note(usernameOf(result.input));
    if (result.ok) return;
    this.#failed++;
    const { name, reason } = describe(result.error);
    count(this.#errors, reason ? `${name} (${reason})` : name);
  }

  #note(username: string | null): void {
    this.#unknownCount++;
    if (username !== null && this.#unknown.length < MOST_NAMES) this.#unknown.push(username);
  }

  /** All of it as text, or as a line of JSON. */
  format(format: ErrorFormat): string {
    const { done, failed } = this;
    if (format === 'json') {
      const outcomes = Object.fromEntries(this.#outcomes);
      const errors = Object.fromEntries(this.#errors);
      return `${toJson({ type: 'summary', done, failed, outcomes, errors, unknown: this.#unknown })}\n`;
    }
    const errors = failed ? `; errors: ${listOf(this.#errors)}` : '';
    const counts = `${done} ${done === 1 ? 'record' : 'records'}: ${listOf(this.#outcomes)}${errors}`;
    const others = this.#unknownCount - this.#unknown.length;
    const names = `${this.#unknown.join(', ')}${others ? ` and ${others} more` : ''}`;
    const unknown = this.#unknownCount ? `A code may have been sent, or not, to ${names}` : '';
    return [counts, unknown].map((line) => (line ? `${printable(line)}\n` : '')).join('');
  }
}
