// Counts what becomes of the records of a batch, and groups the failures by their cause.
import { describe } from '../report.ts';
import { type Kind, kindOf, kinds, type Result } from './vocabulary.ts';

/** Failures of one cause. */
export interface FailureGroup {
  readonly kind: Kind;
  /** The error's name. */
  readonly name: string;
  readonly reason: string | undefined;
  /** What the first one said. */
  readonly message: string;
  readonly hint: string | undefined;
  readonly count: number;
  /** The lines of the first ones in the input, as far as they are known. */
  readonly lines: readonly number[];
}

/** What can be told of a batch at any time. */
export interface Counted {
  /** Records that have a result. */
  readonly done: number;
  /** Those that failed in this run: a skipped record is no failure, whatever became of it before. */
  readonly failed: number;
  readonly kinds: Readonly<Record<Kind, number>>;
  /** Why records were skipped, and how many of them. */
  readonly skipped: ReadonlyMap<string, number>;
  /** The most frequent first. */
  readonly failures: readonly FailureGroup[];
}

const LINES_KEPT = 10;
// Names come from the service, and could be many.
const GROUPS_KEPT = 200;

interface OpenGroup extends FailureGroup {
  count: number;
  readonly lines: number[];
}

/** Counts results. */
export class Summary implements Counted {
  readonly kinds: Record<Kind, number> = { accepted: 0, rejected: 0, 'not-sent': 0, unknown: 0, skipped: 0 };
  readonly skipped = new Map<string, number>();
  readonly #groups = new Map<string, OpenGroup>();

  get done(): number {
    return kinds.reduce((sum, kind) => sum + this.kinds[kind], 0);
  }

  get failed(): number {
    const { rejected, unknown, 'not-sent': notSent } = this.kinds;
    return rejected + notSent + unknown;
  }

  get failures(): readonly FailureGroup[] {
    return [...this.#groups.values()].sort((one, other) => other.count - one.count);
  }

  /** Takes note of a result, and of the line at which its record begins. */
  count(result: Result, line: number | undefined): void {
    const kind = kindOf(result);
    this.kinds[kind]++;
    if (result.skipped) this.skipped.set(result.skipped, (this.skipped.get(result.skipped) ?? 0) + 1);
    if (!result.ok && !result.skipped) this.#addFailure(kind, result.error, line);
  }

  #addFailure(kind: Kind, error: unknown, line: number | undefined): void {
    const { name, reason, message, hint } = describe(error);
    const key = JSON.stringify([kind, name, reason]);
    const known = this.#groups.get(key);
    if (!known && this.#groups.size >= GROUPS_KEPT) return;
    const group: OpenGroup = known ?? { kind, name, reason, message, hint, count: 0, lines: [] };
    group.count++;
    if (line !== undefined && group.lines.length < LINES_KEPT) group.lines.push(line);
    this.#groups.set(key, group);
  }
}
