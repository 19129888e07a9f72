// Reads a journal from its first line to its last, also where it is corrupt: what cannot be relied on is left out, and
// counted.
import type { FileHandle } from 'node:fs/promises';
import { unusable } from './failures.ts';
import { type Event, type Header, isHeaderStart, readEvents, readHeader, readLine, sumOf } from './format.ts';
import { type KnownRecords, knownRecords } from './known-records.ts';
import { isTornOff, isWhole, linesOf, textOf } from './lines.ts';

/** What a journal says. */
export interface Content {
  /** Nothing where the file is new, or was torn off while it was created. */
  readonly header: Header | undefined;
  readonly records: KnownRecords;
  /** The bytes up to the end of the last sound line. */
  readonly soundBytes: number;
  /** The check sum of that line. */
  readonly sum: number;
  /** The first line that is corrupt, from 1; absent where the journal is intact. */
  readonly corruptLine: number | undefined;
  /** How many lines cannot be relied on. */
  readonly lostLines: number;
  /** Whether the last line was torn off by a crash, before anything relied on it. */
  readonly isTorn: boolean;
}

function learn(records: KnownRecords, events: readonly Event[]): void {
  for (const [what, hash, detail] of events) {
    records.learn(Buffer.from(hash, 'base64url'), what, what === 'begin' ? undefined : detail);
  }
}

class Reader {
  header: Header | undefined;
  records = knownRecords();
  soundBytes = 0;
  sum = 0;
  corruptLine: number | undefined;
  lostLines = 0;
  readonly #path: string;
  #number = 0;
  /** The last line, where it was not sound: if no other follows, it may have been torn off. */
  #bad: Buffer | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  take(line: Buffer): void {
    if (this.#bad) this.#lose(this.#bad);
    this.#bad = undefined;
    this.#number++;
    const sound = isWhole(line) ? readLine(textOf(line), this.sum) : undefined;
    const events = sound && this.header ? readEvents(sound.content) : undefined;
    if (!sound || (this.header && !events)) {
      if (!this.header) this.#checkKind(line);
      this.#bad = line;
      return;
    }
    if (events) learn(this.records, events);
    else this.#begin(sound.content);
    this.soundBytes += line.length;
    this.sum = sound.sum;
  }

  /** Tells whether the last line was torn off. */
  end(): boolean {
    if (!this.#bad) return false;
    if (isTornOff(this.#bad)) return true;
    this.#lose(this.#bad);
    return false;
  }

  #begin(content: unknown): void {
    this.header = readHeader(content);
    if (!this.header) {
      throw unusable(this.#path, 'is a journal of another version', 'Give the path of a new file.');
    }
    this.records = knownRecords(this.header.isIncomplete);
  }

  #checkKind(line: Buffer): void {
    if (isHeaderStart(line.toString('utf8'))) return;
    throw unusable(this.#path, 'is not a journal of this program', 'Give the path of a new file.');
  }

  /** Leaves a line out. The next one is sound where it follows from the check sum that this one bears. */
  #lose(line: Buffer): void {
    this.lostLines++;
    this.corruptLine ??= this.#number;
    if (!this.header) {
      throw unusable(
        this.#path,
        'is corrupt in line 1, without which no record can be recognised',
        'Start a new journal, with only those users who cannot have been sent a code.',
      );
    }
    this.records.loseTrack();
    this.sum = sumOf(textOf(line)) ?? this.sum;
  }
}

/**
 * Reads a journal; an empty one where there is no file.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when it is another kind of file, or corrupt in its first line.
 */
export async function readJournal(path: string, file: FileHandle | undefined): Promise<Content> {
  const reader = new Reader(path);
  if (file) for await (const line of linesOf(path, file)) reader.take(line);
  const isTorn = reader.end();
  const { header, records, soundBytes, sum, corruptLine, lostLines } = reader;
  return { header, records, soundBytes, sum, corruptLine, lostLines, isTorn };
}

/**
 * Reads a journal with which a run may go on.
 *
 * @throws `ConfigurationError` `ERR_CONFIGURATION_OPTION` when it is another kind of file, or corrupt.
 */
export async function readSoundJournal(path: string, file: FileHandle | undefined): Promise<Content> {
  const content = await readJournal(path, file);
  if (content.corruptLine === undefined) return content;
  throw unusable(
    path,
    `is corrupt in line ${content.corruptLine}: it cannot be told who was sent a code`,
    `See what it holds: cognito-forgot-password journal ${path}`,
  );
}
