// Sends our two builds and the AWS SDK through thousands of calls, half of them ConfirmForgotPassword, to a service that
// breaks at random before and after it acts:
//   npm run faults:all [-- --out]
// --out writes campaign.json.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { operations } from '../integration/faults/answers.ts';
import type { ClientName } from '../integration/faults/clients.ts';
import { runFaults } from '../integration/faults/run.ts';
import { formatTally, type Tally } from '../integration/faults/table.ts';
import { installLocked } from '../support/install-locked.ts';
import type { CampaignTotals } from './figures.ts';
import { writeFigures } from './files.ts';

const CALLS = 10_000;
const SEED = 1;
const CONCURRENCY = 128;

function totalsOf(tallies: readonly Tally[]): CampaignTotals {
  const all = tallies.flatMap(({ rows }) =>
    [...rows].filter(([name]) => name.endsWith(': all')).map(([, each]) => each),
  );
  const sum = (member: keyof CampaignTotals): number => all.reduce((total, each) => total + each[member], 0);
  return {
    calls: sum('calls'),
    doubles: sum('doubles'),
    failedAfterActing: sum('failedAfterActing'),
    said: sum('said'),
  };
}

async function measure(...clients: readonly ClientName[]): Promise<CampaignTotals> {
  const tallies: Tally[] = [];
  for (const client of clients) {
    for (const operation of operations) {
      const effort = { calls: CALLS, seed: SEED, concurrency: CONCURRENCY };
      const result = await runFaults({ client, operation, delivery: 'at-most-once', ...effort });
      console.log(`${client}\n${formatTally(result)}\n`);
      if (result.complaints.length) throw new Error(result.complaints.join('\n'));
      tallies.push(result);
    }
  }
  return totalsOf(tallies);
}

await installLocked(fileURLToPath(new URL('../bench/', import.meta.url)));
const ours = await measure('node', 'web');
const sdk = await measure('sdk');
console.log({ ours, sdk });
const { out } = parseArgs({ options: { out: { type: 'boolean' } } }).values;
if (out) await writeFigures('campaign', { command: 'npm run faults:all -- --out', ours, sdk });
