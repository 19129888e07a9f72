/** Counts what happened by key, over the last so many milliseconds. */
export class Window {
  readonly #lengthMs: number;
  readonly #limit: number;
  readonly #times = new Map<string, readonly number[]>();

  constructor(lengthMs: number, limit: number) {
    this.#lengthMs = lengthMs;
    this.#limit = limit;
  }

  /** Whether no more may happen now. */
  isFull(key: string, now: number): boolean {
    return this.#recent(key, now).length >= this.#limit;
  }

  add(key: string, now: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    // More than the limit need not be remembered.
    this.#times.set(key, [...this.#recent(key, now), now].slice(-this.#limit));
  }

  #recent(key: string, now: number): readonly number[] {
    return (this.#times.get(key) ?? []).filter((time) => now - time < this.#lengthMs);
  }
}
