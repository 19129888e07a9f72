// Reads files that somebody named: none keeps a call, or fills the memory, whatever stands at its path.
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { devNull } from 'node:os';
import type { FileProblemCode } from './file-problem.ts';

/** How much of a file is read, and for how long. */
export interface ReadLimits {
  /** The largest file to read, in bytes. */
  readonly maxBytes: number;
  /** Ends the reading when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

const CHUNK_BYTES = 65_536;
// Windows has no such flag, and no FIFOs in its file system.
const NOT_WAITING = constants.O_NONBLOCK ?? 0;

function failure(code: FileProblemCode, message: string = code): Error {
  return Object.assign(new Error(message), { code });
}

/** Whether a file is a regular one, or the null device. */
function checkKind(status: Stats, nullDevice: () => Stats): void {
  if (status.isDirectory()) throw failure('EISDIR');
  if (status.isFile()) return;
  if (!status.isCharacterDevice() || status.rdev !== nullDevice().rdev) throw failure('EINVAL');
}

/**
 * Opens a regular file, or the null device, which is a usual way to name no file.
 *
 * @param flags - those of `open`; it never waits for another process, as that of a FIFO would.
 * @throws Node's own error; `EISDIR` for a folder, `EINVAL` for everything else that is not a regular file.
 */
export async function openRegularFile(
  path: string,
  flags: number = constants.O_RDONLY,
  mode?: number,
): Promise<FileHandle> {
  const file = await open(path, flags | NOT_WAITING, mode);
  try {
    checkKind(await file.stat(), () => statSync(devNull));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function sizeText(bytes: number): string {
  return bytes % 2 ** 20 ? `${bytes.toLocaleString('en')} bytes` : `${bytes / 2 ** 20} MiB`;
}

async function readBounded(path: string, { maxBytes, signal }: ReadLimits): Promise<Uint8Array> {
  const file = await openRegularFile(path);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead, buffer } = await file.read({ buffer: new Uint8Array(CHUNK_BYTES) });
      if (!bytesRead) return Buffer.concat(chunks);
      size += bytesRead;
      if (size > maxBytes) throw failure('EFBIG', `it is larger than ${sizeText(maxBytes)}`);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Rejects as soon as the signal aborts: a file on a network that is gone answers nobody. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Decodes a file; throws `EILSEQ` when it is not UTF-8 text. */
export function decodeText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Reported below, without the bytes.
  }
  throw failure('EILSEQ');
}

/**
 * Reads a regular file whole. `fileProblem` has words for what it rejects with.
 *
 * @throws Node's own error, or one with a `code`: `EFBIG` when it is larger than `maxBytes`, `EISDIR` for a folder,
 * `EINVAL` for what is not a regular file, `EILSEQ` when it is not UTF-8 text; the signal's reason.
 */
export async function readTextFile(path: string, limits: ReadLimits): Promise<string> {
  return decodeText(await unlessAborted(readBounded(path, limits), limits.signal));
}

/**
 * Reads a regular file whole, without giving the event loop a turn.
 *
 * @throws as {@link readTextFile} rejects.
 */
export function readTextFileSync(path: string, maxBytes: number): string {
  const file = openSync(path, constants.O_RDONLY | NOT_WAITING);
  try {
    checkKind(fstatSync(file), () => statSync(devNull));
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const buffer = new Uint8Array(CHUNK_BYTES);
      const bytesRead = readSync(file, buffer);
      if (!bytesRead) return decodeText(Buffer.concat(chunks));
      size += bytesRead;
      if (size > maxBytes) throw failure('EFBIG', `it is larger than ${sizeText(maxBytes)}`);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    closeSync(file);
  }
}
