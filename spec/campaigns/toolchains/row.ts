// What the campaign finds out, and how it is printed.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageBuild } from '../../package/bundlers.ts';
import { answersOf, openCognito } from '../../support/cognito.ts';
import { type Loopback, loopback, type ReceivedRequest } from '../../support/loopback.ts';

/** One line of the table. */
export interface Row {
  readonly tool: string;
  readonly output: string;
  readonly build: PackageBuild;
  readonly bytes: number;
  /** Nothing when all is well. */
  readonly complaints: readonly string[];
}

/** Starts a pool behind a server that keeps the headers of requests, which tell the builds apart. */
export const startService = (): Promise<Loopback> => loopback(answersOf(openCognito()));

/** Complains of requests that the other build sent: only the Node build sets the user agent itself. */
export function wrongBuilds(requests: readonly ReceivedRequest[], build: PackageBuild): string[] {
  const sent = requests.map(({ headers }) => (headers['x-amz-user-agent'] === undefined ? 'node' : 'web'));
  return [...new Set(sent)].filter((each) => each !== build).map((each) => `the ${each} build was bundled`);
}

/** The size of all files in a folder. */
export async function bytesIn(folder: string): Promise<number> {
  const paths = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(paths.map((path) => stat(join(folder, path))));
  return sizes.reduce((total, each) => total + (each.isFile() ? each.size : 0), 0);
}

/** Prints the table, and below it what is wrong. */
export function print(rows: readonly Row[]): void {
  const header = ['tool', 'output', 'build', 'bytes', 'result'];
  const lines = rows.map(({ tool, output, build, bytes, complaints }) => [
    tool,
    output,
    build,
    bytes ? bytes.toLocaleString('en') : '',
    complaints.length ? 'FAILED' : 'works',
  ]);
  const widths = header.map((name, at) => Math.max(name.length, ...lines.map((line) => line[at]?.length ?? 0)));
  for (const line of [header, ...lines]) console.log(line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  for (const { tool, output, build, complaints } of rows) {
    for (const complaint of complaints) console.log(`\n${tool}, ${output}, ${build} build: ${complaint}`);
  }
}
