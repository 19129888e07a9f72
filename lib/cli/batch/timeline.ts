// What happened when, in a bounded number of steps of equal length: the longer a run takes, the longer its steps.
import { type Kind, kinds } from './vocabulary.ts';

/** One step of a timeline. */
export interface Step {
  /** When it begins, after the start of the run. */
  readonly fromMs: number;
  readonly lengthMs: number;
  /** Records that got a result of each kind. */
  readonly kinds: Readonly<Record<Kind, number>>;
  /** Refusals for the rate. */
  readonly throttled: number;
}

/** The course of a run. */
export interface Timeline {
  readonly durationMs: number;
  /** All steps but the last one are of equal length. */
  readonly steps: readonly Step[];
}

type OpenStep = {
  readonly kinds: Record<Kind, number>;
  throttled: number;
};

const FIRST_STEP_MS = 1_000;
const MOST_STEPS = 240;

const emptyStep = (): OpenStep => ({
  kinds: { accepted: 0, rejected: 0, 'not-sent': 0, unknown: 0, skipped: 0 },
  throttled: 0,
});

function merged(one: OpenStep, other: Pick<Step, 'kinds' | 'throttled'> | undefined): OpenStep {
  if (!other) return one;
  for (const kind of kinds) one.kinds[kind] += other.kinds[kind];
  one.throttled += other.throttled;
  return one;
}

/** A last step that has hardly begun says little of a rate: it goes into the one before. */
function withoutStub(steps: readonly Step[], stepMs: number): readonly Step[] {
  const [before, last] = steps.slice(-2);
  if (!before || !last || last.lengthMs >= stepMs / 2) return steps;
  const { kinds: counts, throttled } = merged({ kinds: { ...before.kinds }, throttled: before.throttled }, last);
  const joined = { fromMs: before.fromMs, lengthMs: before.lengthMs + last.lengthMs, kinds: counts, throttled };
  return [...steps.slice(0, -2), joined];
}

/** Takes note of what happens. */
export class TimelineRecorder {
  #stepMs = FIRST_STEP_MS;
  #steps: OpenStep[] = [];
  #throttled = 0;
  readonly #startedAtMs: number;

  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
  }

  /** A record got its result. */
  count(kind: Kind, nowMs: number): void {
    this.#stepAt(nowMs).kinds[kind]++;
  }

  /** The service has refused so many requests for their rate, since the start. */
  throttle(total: number, nowMs: number): void {
    if (total > this.#throttled) this.#stepAt(nowMs).throttled += total - this.#throttled;
    this.#throttled = Math.max(total, this.#throttled);
  }

  /** The course up to now. */
  until(nowMs: number): Timeline {
    this.#stepAt(nowMs);
    const durationMs = Math.max(1, nowMs - this.#startedAtMs);
    const steps = this.#steps.map((step, at) => {
      const fromMs = at * this.#stepMs;
      return { ...step, fromMs, lengthMs: Math.min(this.#stepMs, durationMs - fromMs) };
    });
    return { durationMs, steps: withoutStub(steps, this.#stepMs) };
  }

  #stepAt(nowMs: number): OpenStep {
    const elapsedMs = Math.max(0, nowMs - this.#startedAtMs);
    while (elapsedMs / this.#stepMs >= MOST_STEPS) this.#halve();
    const at = Math.floor(elapsedMs / this.#stepMs);
    while (this.#steps.length <= at) this.#steps.push(emptyStep());
    return this.#steps[at] ?? emptyStep();
  }

  #halve(): void {
    const steps = this.#steps;
    this.#steps = steps.filter((_step, at) => at % 2 === 0).map((step, at) => merged(step, steps[2 * at + 1]));
    this.#stepMs *= 2;
  }
}
