// Which process a file belongs to, and whether that process is alive, as far as it can be asked.
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** A process that owns a file. */
export interface Owner {
  readonly pid: string;
  /** When the process was started, so that a later one of the same number is not taken for it; empty where not told. */
  readonly start: string;
  /** The kernel that it runs on, from one boot to the next; empty where not told. */
  readonly boot: string;
  /** The PID namespace, outside of which its number says nothing; empty where there are none. */
  readonly namespace: string;
  readonly host: string;
}

async function startOf(pid: string): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command, may hold spaces and parentheses itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

const textOrEmpty = (text: Promise<string>): Promise<string> => text.catch(() => '');

/** This process. */
export async function thisOwner(): Promise<Owner> {
  const pid = String(process.pid);
  const [start, boot, namespace] = await Promise.all([
    startOf(pid),
    textOrEmpty(readFile('/proc/sys/kernel/random/boot_id', 'utf8')),
    textOrEmpty(readlink('/proc/self/ns/pid')),
  ]);
  return { pid, start, boot: boot.trim(), namespace: namespace.replace(/\D/g, ''), host: hostname() };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}

/**
 * Whether an owner is alive: `unknown` where it cannot be asked, on another machine, after a restart of this one, or in a
 * container of its own.
 */
export async function livenessOf(owner: Owner, own: Owner): Promise<'alive' | 'dead' | 'unknown'> {
  const { pid, start, boot, namespace, host } = owner;
  if (host !== own.host || boot !== own.boot || namespace !== own.namespace) return 'unknown';
  if (!isRunning(Number(pid))) return 'dead';
  const startNow = await startOf(pid);
  return !start || !startNow || start === startNow ? 'alive' : 'dead';
}
