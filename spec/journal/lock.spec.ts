import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { lock } from '../../lib/journal/lock.ts';
import { rejectionOf } from '../support/cmdlet.ts';

const LOCK = fileURLToPath(new URL('../../lib/journal/lock.ts', import.meta.url));

describe('the lock of a journal', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    path = join(folder, 'journal');
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Another process that holds the lock, until it is killed. */
  async function holder() {
    const code = `const { lock } = await import(${JSON.stringify(LOCK)}); await lock(${JSON.stringify(path)}); console.log('held'); setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  }

  it('is held by one process at a time, and free again when that is killed', async () => {
    const child = await holder();
    expect((await rejectionOf(lock(path))).message).to.contain(`process ${child.pid} on ${hostname()}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = await lock(path);
    expect(await readdir(`${path}.lock`)).to.have.length(1);
    await unlock();
    expect(await readdir(folder)).to.deep.equal([]);
  });

  it('is not taken for held by a process that has the number of one that was killed', async () => {
    // Elsewhere, nothing tells the two apart.
    if (process.platform !== 'linux') return;
    await mkdir(`${path}.lock`);
    await writeFile(join(`${path}.lock`, `${process.pid}~00000000.1~${encodeURIComponent(hostname())}~x`), '');
    const unlock = await lock(path);
    await unlock();
  });

  it('stays with a process on another machine, which cannot be asked', async () => {
    await mkdir(`${path}.lock`);
    await writeFile(join(`${path}.lock`, '4194305~~elsewhere~x'), '');
    const error = await rejectionOf(lock(path));
    expect(error.message).to.contain('on elsewhere').and.to.contain(`delete ${path}.lock`);
    expect(await readdir(`${path}.lock`)).to.deep.equal(['4194305~~elsewhere~x']);
  });

  it('is given to one of many at most, who ask at the same time', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lock(path)));
    const held = attempts.filter(({ status }) => status === 'fulfilled');
    expect(held.length).to.be.at.most(1);
  });
});
