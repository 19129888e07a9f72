// Which file of the library imports which, types included.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** An import of one file of the library by another; paths are relative to `lib/`. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

// Sources are formatted, and hold no import in a text: an expression finds them all.
const SPECIFIER =
  /(?:^|\s)(?:import|export)\b[^'";]*?\bfrom\s*'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)|^import\s*'(\.[^']+)'/gm;

/** The imports in the text of one file, whose path is relative to `lib/`. */
export function importsIn(from: string, text: string): Import[] {
  return [...text.matchAll(SPECIFIER)].map(([, named, dynamic, bare]) => {
    const specifier = named ?? dynamic ?? bare ?? '';
    return { from, to: posix.normalize(posix.join(posix.dirname(from), specifier)) };
  });
}

/** All imports of a folder, generated files included. */
export function importsUnder(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return files
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .flatMap((path) => importsIn(path, readFileSync(join(folder, path), 'utf8')));
}

function pathTo(file: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [file];
  for (let back = cameFrom.get(file); back !== undefined; back = cameFrom.get(back)) path.unshift(back);
  return path;
}

/** The shortest circle through each file that is in one: empty where imports point one way. */
export function circlesIn(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const pathBack = (start: string): string[] | undefined => {
    const cameFrom = new Map<string, string>();
    const queue = [start];
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      for (const target of targets.get(file) ?? []) {
        if (target === start) return pathTo(file, cameFrom);
        if (cameFrom.has(target)) continue;
        cameFrom.set(target, file);
        queue.push(target);
      }
    }
    return undefined;
  };
  const circles = new Map<string, string[]>();
  for (const file of targets.keys()) {
    const circle = pathBack(file);
    const key = circle && [...circle].sort().join();
    if (key && !circles.has(key)) circles.set(key, circle);
  }
  return [...circles.values()];
}
