/** Counts events by key within a sliding time window. */
export class Window {
  readonly #lengthMs: number;
  readonly #limit: number;
  readonly #times = new Map<string, readonly number[]>();

  constructor(lengthMs: number, limit: number) {
    this.#lengthMs = lengthMs;
    this.#limit = limit;
  }

  /** Whether the window already holds as many events as the limit allows. */
  isFull(key: string, now: number): boolean {
    return this.#recent(key, now).length >= this.#limit;
  }

  add(key: string, now: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    // Older events cannot change the result.
    this.#times.set(key, [...this.#recent(key, now), now].slice(-this.#limit));
  }

  #recent(key: string, now: number): readonly number[] {
    return (this.#times.get(key) ?? []).filter((time) => now - time < this.#lengthMs);
  }
}
