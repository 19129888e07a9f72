import { fstatSync } from 'node:fs';
import { Readable } from 'node:stream';

/** Standard input. A folder in its place cannot be read, while Node takes it for an empty file. */
export function openStdin(): Readable & { readonly isTTY?: boolean | undefined } {
  let isFolder = false;
  try {
    isFolder = fstatSync(0).isDirectory();
  } catch {}
  if (!isFolder) return process.stdin;
  return new Readable({
    read() {
      this.destroy(Object.assign(new Error('Standard input is a folder'), { code: 'EISDIR' }));
    },
  });
}
