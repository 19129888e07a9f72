// Where the new password comes from: a file, standard input, or the terminal; never an argument or a variable.
import { addAbortSignal, type Readable } from 'node:stream';
import { fileProblem } from '../util/node/file-problem.ts';
import { decodeText, readTextFile } from '../util/node/text-file.ts';
import type { AskHidden } from './ask-hidden.ts';
import { UsageError } from './failures.ts';
import type { Surroundings } from './surroundings.ts';

// Many times as much as a password of 256 characters takes.
const MAX_BYTES = 65_536;
const TRIES = 3;

async function readStdin(stdin: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of addAbortSignal(signal, stdin)) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw Object.assign(new Error(`it is larger than ${MAX_BYTES.toLocaleString('en')} bytes`), { code: 'EFBIG' });
    }
    chunks.push(bytes);
  }
  return decodeText(Buffer.concat(chunks));
}

/** What a file holds. */
async function readText(path: string, { stdin, signal }: Surroundings): Promise<string> {
  try {
    return await (path === '-' ? readStdin(stdin, signal) : readTextFile(path, { maxBytes: MAX_BYTES, signal }));
  } catch (error) {
    signal.throwIfAborted();
    // The path is not told: it may be the password itself, by mistake.
    const remedy = path === '-' ? '' : '; what another command prints is read by --password-file -';
    throw new UsageError(`--password-file cannot be read: ${fileProblem(error)}${remedy}`);
  }
}

/** The one line of a file, without the newline at its end, which an editor or a shell puts there. */
async function readPassword(path: string, surroundings: Surroundings): Promise<string> {
  const text = await readText(path, surroundings);
  const password = text.replace(/\r?\n$/, '');
  // The service would take it, but at a sign-in nobody can type it.
  if (!/[\r\n]/.test(password)) return password;
  throw new UsageError(
    '--password-file must hold one line, the new password; remove the other lines, empty ones as well',
  );
}

async function askTwice(ask: AskHidden): Promise<string> {
  let notice = '';
  for (let tries = 0; tries < TRIES; tries++) {
    const first = await ask(`${notice}New password: `);
    notice = 'A password must not be empty. Try again.\n';
    if (first === '') continue;
    const second = first === undefined ? undefined : await ask('The new password again: ');
    if (first === undefined || second === undefined) throw new UsageError('no password was typed');
    if (first === second) return first;
    notice = 'The two passwords differ. Try again.\n';
  }
  throw new UsageError(`no password was typed twice alike in ${TRIES} tries`);
}

/**
 * The new password.
 *
 * @throws `UsageError` when there is none; the signal's own reason, when it aborts.
 */
export async function newPassword(path: string | undefined, surroundings: Surroundings): Promise<string> {
  if (path !== undefined) return readPassword(path, surroundings);
  const terminal = surroundings.openTerminal();
  if (!terminal) throw new UsageError('the new password is missing, and there is no terminal to ask on');
  return terminal.hidden(surroundings.signal, askTwice);
}
