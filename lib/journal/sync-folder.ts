import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a new file's name as durable as what is in it. */
export async function syncFolder(path: string): Promise<void> {
  // Not every system lets a folder be opened.
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
