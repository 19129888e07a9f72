// Measures, draws the pictures, and writes the figures into the README:
//   npm run figures [-- --all]
// Without --all it measures the sizes, which takes seconds. With it, also the calls through faults: 5 minutes, and the AWS CLI.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePictures } from './pictures.ts';
import { refreshReadme } from './readme.ts';

const { all } = parseArgs({ options: { all: { type: 'boolean' } } }).values;
for (const script of ['../package/size.ts', ...(all ? ['one-call.ts', 'campaign.ts'] : [])]) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  execFileSync(process.execPath, ['--import', 'tsx', path, '--out'], { stdio: 'inherit' });
}
await writePictures();
await refreshReadme();
console.log('README.md and its pictures hold what is measured.');
