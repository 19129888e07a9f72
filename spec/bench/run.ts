// Measures how fast the package is, compared with its peers, and prints tables in Markdown:
//   npm run bench                                 everything, in a quarter of an hour; writes spec/bench/results.json
//   npm run bench -- --short --out FILE           everything in a minute, with rough figures
//   npm run bench -- --only batch,growth          parts: shared, own, coldStart, growth, batch
//   npm run bench -- --against DIR [--contenders node,web] [--concurrency 50] [--only shared,coldStart,batch] [--short]
//                                                 this build and the one in the folder DIR, as pairs
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installLocked } from '../support/install-locked.ts';
import { compareBatches } from './against/batch.ts';
import { compareCalls } from './against/calls.ts';
import { compareColdStarts } from './against/cold-start.ts';
import { OURS } from './contenders.ts';
import { assertSameUndici, openDist } from './dist.ts';
import { measure } from './measure.ts';
import { againstPlan, FULL, PARTS, SHORT } from './plan.ts';
import { startService } from './processes.ts';
import type { Results } from './results.ts';
import { formatAgainst } from './tables/against.ts';
import { formatJson } from './tables/json.ts';
import { formatResults } from './tables/results.ts';

const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    out: { type: 'string' },
    against: { type: 'string' },
    contenders: { type: 'string' },
    concurrency: { type: 'string', default: '50' },
  },
});
const { short: isShort, against, concurrency } = values;

/** Picks names from a comma-separated list; without a list, all of them. */
function chosen<Name extends string>(all: readonly Name[], list: string | undefined): readonly Name[] {
  if (list === undefined) return all;
  const names = list.split(',');
  const unknown = names.find((name) => !all.some((each) => each === name));
  if (unknown !== undefined) throw new Error(`${unknown} is unknown; choose from ${all.join(', ')}`);
  return all.filter((name) => names.includes(name));
}

/** Compares this build with the one in a folder. */
async function runAgainst(folder: string): Promise<void> {
  const parts = chosen(['shared', 'coldStart', 'batch'], values.only ?? 'shared');
  const names = chosen(OURS, values.contenders);
  const plan = againstPlan(isShort, Number(concurrency));
  const builds = { own: dist, other: await openDist(folder) };
  try {
    if (parts.includes('shared')) {
      const figures = await compareCalls(service, builds, plan.shared, names);
      console.log(formatAgainst(`Calls, ${concurrency} concurrent`, figures));
    }
    if (parts.includes('coldStart')) {
      console.log(formatAgainst('Cold start', await compareColdStarts(service, builds, plan.coldStartRounds)));
    }
    if (parts.includes('batch')) {
      console.log(formatAgainst('Batches', await compareBatches(service, builds, plan.batch)));
    }
  } finally {
    await builds.other.remove();
  }
}

/** Compares this build with its peers. */
async function runAll(): Promise<void> {
  const parts = chosen(PARTS, values.only);
  const onPart = (part: Partial<Results>): void => console.log(formatResults(part));
  const results = await measure(service, dist, { plan: isShort ? SHORT : FULL, parts, isShort, onPart });
  console.log(formatResults({ goals: results.goals }));
  // Only a full run replaces the committed results.
  const out = values.out ?? (isShort || values.only !== undefined ? undefined : RESULTS);
  if (out !== undefined) await writeFile(out, formatJson(results));
}

await installLocked(fileURLToPath(new URL('.', import.meta.url)));
await assertSameUndici();
const service = await startService();
const dist = await openDist();
try {
  await (against === undefined ? runAll() : runAgainst(against));
} finally {
  await dist.remove();
  await service.stop();
}
