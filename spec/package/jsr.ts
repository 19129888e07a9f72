// npm run package:jsr: asks Deno whether JSR would take the web build.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installLocked } from '../support/install-locked.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const runtimes = fileURLToPath(new URL('../runtimes/', import.meta.url));

await installLocked(runtimes);
const deno = `${runtimes}node_modules/@deno/linux-x64-glibc/deno`;
execFileSync(deno, ['publish', '--dry-run', '--allow-dirty'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
});
