// Compares the start of processes with both builds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Run, runRounds } from '../cold-start.ts';
import { writePrograms } from '../cold-start-programs.ts';
import { allContenders } from '../contenders.ts';
import type { Dist } from '../dist.ts';
import type { Service } from '../processes.ts';
import type { ColdStartName } from '../results.ts';
import { type Builds, type ComparedFigure, compare } from './comparison.ts';

const COMPARED: readonly ColdStartName[] = [
  'import/node',
  'import/web',
  'first-answer/node',
  'first-answer/web',
  'bundle/node',
  'bundle-minified/node',
];

/** Compares imports and first answers. */
export async function compareColdStarts(service: Service, builds: Builds, rounds: number): Promise<ComparedFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  const programsOf = async (dist: Dist, build: string) => {
    const programs = await writePrograms(join(folder, build), await allContenders(dist));
    return programs
      .filter(({ name }) => COMPARED.includes(name))
      .map(({ name, file }) => ({ name: `${build} ${name}`, file }));
  };
  try {
    const programs = [...(await programsOf(builds.own, 'own')), ...(await programsOf(builds.other, 'other'))];
    const runs = await runRounds(programs, service.url, rounds);
    const valuesOf = (build: string, name: ColdStartName, field: keyof Run): number[] =>
      (runs.get(`${build} ${name}`) ?? []).map((run) => run[field]);
    const compared = (name: ColdStartName, field: keyof Run, heading: string): ComparedFigure =>
      compare(`${name}, ${heading}`, valuesOf('own', name, field), valuesOf('other', name, field));
    return COMPARED.flatMap((name) => [compared(name, 'answerMs', 'ms'), compared(name, 'cpuMs', 'CPU ms')]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
