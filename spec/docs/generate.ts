// npm run docs: the API reference in docs/, out of the comments. Fails on what is undocumented or leads nowhere.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installLocked } from '../support/install-locked.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

await installLocked(folder);
for (const [program, ...args] of [
  ['typescript/bin/tsc', '--project', folder],
  ['typedoc/bin/typedoc', '--options', join(folder, 'typedoc.json')],
] as const) {
  execFileSync(process.execPath, [join(folder, 'node_modules', program), ...args], { stdio: 'inherit' });
}
