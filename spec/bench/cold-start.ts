// Times whole processes that import a module or make one call, in random order.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byName } from './by-name.ts';
import { type ColdStartProgram, writePrograms } from './cold-start-programs.ts';
import { allContenders } from './contenders.ts';
import type { Dist } from './dist.ts';
import { environment, type Service } from './processes.ts';
import {
  COLD_START_PAIRS,
  COLD_STARTS,
  type ColdStart,
  type ColdStartFigures,
  type ColdStartName,
  type Interval,
} from './results.ts';
import { medianWithInterval, shuffled } from './statistics.ts';

/** What one process took. */
export interface Run {
  readonly answerMs: number;
  readonly exitMs: number;
  readonly cpuMs: number;
}

/** All runs of each program, in the order of the rounds. */
type Runs = ReadonlyMap<string, readonly Run[]>;

/** A program to run. */
type Program = Pick<ColdStartProgram, 'file'> & { readonly name: string };

async function runProcess({ name, file }: Program, url: string): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [file, url], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit').then(([code]) => ({ code, exitMs: performance.now() - startedAt }));
  // The text is short enough to arrive in one chunk. A program that fails prints none, so its exit is awaited first.
  const answered = once(child.stdout.setEncoding('utf8'), 'data').then(([printed]) => ({
    usage: JSON.parse(printed) as NodeJS.CpuUsage,
    answerMs: performance.now() - startedAt,
  }));
  const { code, exitMs } = await exited;
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  const { usage, answerMs } = await answered;
  return { answerMs, exitMs, cpuMs: (usage.user + usage.system) / 1_000 };
}

/** Runs each program once in each round, in random order. */
export async function runRounds(programs: readonly Program[], url: string, rounds: number): Promise<Runs> {
  const runs = new Map(programs.map(({ name }): [string, Run[]] => [name, []]));
  // The first run of each is not counted: it reads the files from the disk.
  for (const program of programs) await runProcess(program, url);
  for (let round = 0; round < rounds; round++) {
    for (const program of shuffled(programs)) runs.get(program.name)?.push(await runProcess(program, url));
  }
  return runs;
}

/** Compares the times of two programs in each round. */
function paired(
  runs: Runs,
  name: ColdStartName,
  reference: ColdStartName,
  compare: (answerMs: number, other: number) => number,
): Interval {
  const others = runs.get(reference) ?? [];
  const own = runs.get(name) ?? [];
  return medianWithInterval(own.map(({ answerMs }, round) => compare(answerMs, others[round]?.answerMs ?? Number.NaN)));
}

function figuresOf(runs: Runs, name: ColdStartName, kilobytes: number | undefined): ColdStartFigures {
  const own = runs.get(name) ?? [];
  return {
    answerMs: medianWithInterval(own.map(({ answerMs }) => answerMs)),
    overEmptyMs: paired(runs, name, 'import/empty', (answerMs, empty) => answerMs - empty),
    cpuMs: medianWithInterval(own.map(({ cpuMs }) => cpuMs)),
    exitMs: medianWithInterval(own.map(({ exitMs }) => exitMs)),
    ...(kilobytes !== undefined && { kilobytes }),
  };
}

const isColdStart = (name: string): name is ColdStartName => COLD_STARTS.some((each) => each === name);

function ratioOf(runs: Runs, pair: string): Interval {
  const [kind, name, other] = pair.split('/');
  const [own, reference] = [`${kind}/${name}`, `${kind}/${other}`];
  if (!isColdStart(own) || !isColdStart(reference)) throw new Error(`${pair} names no process`);
  return paired(runs, own, reference, (answerMs, otherMs) => answerMs / otherMs);
}

/** Starts each program once in each round. */
export async function measureColdStart(service: Service, dist: Dist, rounds: number): Promise<ColdStart> {
  const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  try {
    const programs = await writePrograms(folder, await allContenders(dist));
    const sizes = new Map(programs.map(({ name, kilobytes }) => [name, kilobytes]));
    const runs = await runRounds(programs, service.url, rounds);
    return {
      processes: byName(COLD_STARTS, (name) => figuresOf(runs, name, sizes.get(name))),
      pairs: byName(COLD_START_PAIRS, (pair) => ratioOf(runs, pair)),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
