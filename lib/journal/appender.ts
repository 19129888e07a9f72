// Appends lines to a file, many at a time: what arrives while one batch is being made durable goes out with the next.
import type { FileHandle } from 'node:fs/promises';

/** Appends to a file. */
export class Appender {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #next: Promise<void> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Appends a line; it becomes durable with the next `commit`, or one under way. */
  append(line: string): void {
    this.#lines.push(line);
  }

  /** Resolves when everything that has been appended is durable. Rejects when it cannot be, now and ever after. */
  commit(): Promise<void> {
    if (!this.#lines.length) return this.#next ?? this.#last;
    this.#next ??= this.#last.then(() => this.#write());
    return this.#next;
  }

  async #write(): Promise<void> {
    this.#last = this.#next as Promise<void>;
    this.#next = undefined;
    const lines = this.#lines;
    this.#lines = [];
    await this.#file.appendFile(lines.join(''));
    await this.#file.datasync();
  }
}
