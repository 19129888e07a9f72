// npm run bench -- --against DIST [--contenders node,web] [--short] [--concurrency N]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installLocked } from '../support/install-locked.ts';
import { measureAgainst } from './against.ts';
import { OURS } from './contenders.ts';
import { assertSameUndici } from './dist.ts';
import { startService } from './processes.ts';
import { formatAgainst } from './tables/against.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    against: { type: 'string' },
    contenders: { type: 'string' },
    concurrency: { type: 'string', default: '50' },
  },
});

await installLocked(fileURLToPath(new URL('.', import.meta.url)));
await assertSameUndici();
const service = await startService();
const names = OURS.filter((name) => values.contenders?.split(',').includes(name) ?? true);
const effort = {
  generations: values.short ? 6 : 10,
  rounds: 20,
  sliceMs: 50,
  warmUpMs: 600,
  concurrencies: [Number(values.concurrency)],
};
if (values.against) console.log(formatAgainst(await measureAgainst(service, values.against, effort, names)));
await service.stop();
