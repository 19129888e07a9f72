// What a run without a journal tells: no later run will know who got a code.
import type { RecordResult } from '../../node.ts';
import { wordFor } from './summary.ts';

/** Told before the first record is sent. */
export const NO_JOURNAL =
  'No --journal is given: if this run ends early, the same command sends codes again to users who already got one.';

const SENT: readonly string[] = ['accepted', 'rejected', 'unknown'];

/** How far a run has come. */
export class Position {
  #sent = 0;
  #line: number | undefined;

  /** Takes note of a result, and of the line in which its record begins. */
  note(result: RecordResult<unknown, unknown>, line: number | undefined): void {
    if (SENT.includes(wordFor(result))) this.#sent++;
    this.#line = line ?? this.#line;
  }

  /** How to go on after a run without a journal that ended early. */
  howToGoOn(): string {
    if (!this.#sent) return 'none was sent before either';
    const records = this.#sent === 1 ? '1 record was' : `${this.#sent.toLocaleString('en-US')} records were`;
    const rest = this.#line === undefined ? '' : `remove the records up to line ${this.#line} from the input, `;
    return `${records} sent, to which the same command would send again: ${rest}try the rest with --limit 10, and give --journal FILE from now on`;
  }
}
