// The file that a report is written into until it takes its place. A run that was killed leaves it behind, with usernames in
// it, so its name says which process it belongs to, and a later run removes it.
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { livenessOf, type Owner, thisOwner } from '../../util/node/file-owner.ts';

const NAME = /^(?<pid>\d+)-(?<start>\d*)-(?<place>[0-9a-f]{12})\.partial$/;

/** Where the numbers of processes are those of `owner`: a host, from one boot to the next, and a PID namespace of it. */
function placeOf({ host, boot, namespace }: Owner): string {
  const text = JSON.stringify([host, boot, namespace]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The path of the file that this process writes a report into which is to take `place`. */
export async function partialPath(place: string): Promise<string> {
  const own = await thisOwner();
  return `${place}.${own.pid}-${own.start}-${placeOf(own)}.partial`;
}

/** Whether a file with this name was left by a process that is gone; one of another machine cannot be told. */
async function isLeft(name: string, own: Owner): Promise<boolean> {
  const { pid = '', start = '', place } = NAME.exec(name)?.groups ?? {};
  return place === placeOf(own) && (await livenessOf({ ...own, pid, start }, own)) === 'dead';
}

/** Removes what processes that are gone have left of reports which were to take `place`, as far as that is possible. */
export async function removeLeftPartials(place: string): Promise<void> {
  const own = await thisOwner();
  const prefix = `${basename(place)}.`;
  try {
    for (const name of await readdir(dirname(place))) {
      if (!name.startsWith(prefix) || !(await isLeft(name.slice(prefix.length), own))) continue;
      await rm(join(dirname(place), name), { force: true });
    }
  } catch {
    // The report can be written all the same.
  }
}
