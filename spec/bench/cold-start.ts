// What a process pays that makes one call: whole processes, from their start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { environment, programPath } from './processes.ts';
import { median, pairedRatio, spread } from './statistics.ts';

const dist = new URL('../../dist/', import.meta.url);

const DONE = 'process.stdout.write(JSON.stringify(process.cpuUsage()));';

const firstAnswer = (program: string): string => `
  import { open } from '${pathToFileURL(programPath(program))}';
  const client = await open(process.argv[1]);
  await client.call({ Username: 'alice@example.com' });
  ${DONE}
  await client.close();`;

/** The processes. The first counts as nothing: to read any module at all makes Node load its loader. */
const SCRIPTS = {
  'import: an empty module': `import '${pathToFileURL(programPath('empty'))}'; ${DONE}`,
  'import: client, Node build': `import '${new URL('node.js', dist)}'; ${DONE}`,
  'import: client, web build': `import '${new URL('index.js', dist)}'; ${DONE}`,
  'first answer: undici, its pool alone': firstAnswer('undici-pool'),
  'first answer: client, Node build': firstAnswer('client-node'),
  'first answer: undici': firstAnswer('undici'),
  'first answer: fetch': firstAnswer('fetch'),
  'first answer: client, web build': firstAnswer('client-web'),
  'first answer: AWS SDK v3': firstAnswer('aws-sdk'),
  'first answer: amazon-cognito-identity-js': firstAnswer('identity-js'),
};

export type ColdStartName = keyof typeof SCRIPTS;

/** What one kind of process took. */
export interface ColdStart {
  readonly name: ColdStartName;
  /** From the start of the process until it was done, the median. */
  readonly wallMs: number;
  readonly wallSpread: number;
  readonly cpuMs: number;
  /** Of the time, to that of each other process of the same round. */
  readonly ratios: Readonly<Partial<Record<ColdStartName, number>>>;
  /** More than an empty process of the same round. */
  readonly overEmptyMs: number;
}

async function runProcess(script: string, url: string): Promise<{ wallMs: number; cpuMs: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, url], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const [printed] = await once(child.stdout.setEncoding('utf8'), 'data');
  const wallMs = performance.now() - startedAt;
  await closed;
  const { user, system }: NodeJS.CpuUsage = JSON.parse(printed);
  return { wallMs, cpuMs: (user + system) / 1_000 };
}

/** Starts each kind of process `runs` times, in turns. */
export async function measureColdStart(url: string, runs: number): Promise<ColdStart[]> {
  const names = Object.keys(SCRIPTS) as ColdStartName[];
  const measured = new Map(names.map((name) => [name, { wallMs: [] as number[], cpuMs: [] as number[] }]));
  // The first of each kind is not counted: it brings the files into memory.
  for (let run = -1; run < runs; run++) {
    for (const name of run % 2 ? names : names.toReversed()) {
      const { wallMs, cpuMs } = await runProcess(SCRIPTS[name], url);
      if (run < 0) continue;
      measured.get(name)?.wallMs.push(wallMs);
      measured.get(name)?.cpuMs.push(cpuMs);
    }
  }
  const wallOf = (name: ColdStartName): number[] => measured.get(name)?.wallMs ?? [];
  const empty = wallOf('import: an empty module');
  return names.map((name) => ({
    name,
    wallMs: median(wallOf(name)),
    wallSpread: spread(wallOf(name)),
    cpuMs: median(measured.get(name)?.cpuMs ?? []),
    ratios: Object.fromEntries(names.map((other) => [other, pairedRatio(wallOf(name), wallOf(other))])),
    overEmptyMs: median(wallOf(name).map((wallMs, run) => wallMs - (empty[run] ?? Number.NaN))),
  }));
}
