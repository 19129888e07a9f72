// The names of the files in a lock's folder: each says which run it belongs to.
import { randomUUID } from 'node:crypto';
import type { Owner } from '../util/node/file-owner.ts';

const SEPARATOR = '~';

/** The name of a lock's file; each is another one. */
export function nameFor({ pid, start, boot, namespace, host }: Owner): string {
  return [pid, start, boot, namespace, encodeURIComponent(host), randomUUID()].join(SEPARATOR);
}

/** Reads the name of a lock's file. */
export function ownerIn(name: string): Owner {
  const [pid = '', start = '', boot = '', namespace = '', host = ''] = name.split(SEPARATOR);
  return { pid, start, boot, namespace, host: decodeURIComponent(host) };
}
