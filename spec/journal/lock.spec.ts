import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type LockOptions, lock } from '../../lib/journal/lock.ts';
import { nameFor } from '../../lib/journal/lock-name.ts';
import { type Owner, thisOwner } from '../../lib/util/node/file-owner.ts';
import { rejectionOf } from '../support/cmdlet.ts';

const LOCK = fileURLToPath(new URL('../../lib/journal/lock.ts', import.meta.url));

describe('the lock of a journal', () => {
  let folder = '';
  let path = '';
  let temporary = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
    temporary = join(folder, 'temporary');
    path = join(folder, 'journal');
    await mkdir(temporary);
    await writeFile(path, '');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const lockIt = async (name = path, options: LockOptions = {}): Promise<() => Promise<void>> =>
    lock(name, await stat(name, { bigint: true }), { temporaryFolder: temporary, ...options });
  const fileLock = async (): Promise<string> => {
    const { dev, ino } = await stat(path, { bigint: true });
    return join(temporary, `cognito-forgot-password-${dev}-${ino}.lock`);
  };

  /** Another process that holds the lock, until it is killed. */
  async function holder() {
    const { dev, ino } = await stat(path, { bigint: true });
    const held = `await lock(${JSON.stringify(path)}, { dev: ${dev}n, ino: ${ino}n }, ${JSON.stringify({ temporaryFolder: temporary })})`;
    const code = `const { lock } = await import(${JSON.stringify(LOCK)}); ${held}; console.log('held'); setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  }

  it('is held by one process at a time, and free again when that is killed', async () => {
    const child = await holder();
    const { message } = await rejectionOf(lockIt());
    expect(message).to.contain(`process ${child.pid} on ${hostname()}`).and.to.contain('Wait until that run has ended');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = await lockIt();
    expect(await readdir(`${path}.lock`)).to.have.length(1);
    await unlock();
    expect(await readdir(folder)).to.have.members(['journal', 'temporary']);
    expect(await readdir(temporary)).to.deep.equal([]);
  });

  it('is not taken for held by a process that has the number of one that was killed', async () => {
    // Elsewhere, nothing tells the two apart.
    if (process.platform !== 'linux') return;
    await mkdir(`${path}.lock`);
    await writeFile(join(`${path}.lock`, nameFor({ ...(await thisOwner()), start: '1' })), '');
    const unlock = await lockIt();
    await unlock();
  });

  // A number that no process of this machine has.
  const gone = { pid: '4194305', start: '' };
  const elsewhere: Readonly<Record<string, Partial<Owner>>> = {
    'on another machine': { host: 'elsewhere' },
    'in another PID namespace, whose host has the same name': { namespace: '1' },
    'of another kernel, whose host has the same name': { boot: 'x' },
  };
  for (const [where, other] of Object.entries(elsewhere)) {
    it(`stays with a process ${where}, which cannot be asked`, async () => {
      await mkdir(`${path}.lock`);
      const name = nameFor({ ...(await thisOwner()), ...gone, ...other });
      await writeFile(join(`${path}.lock`, name), 'held');
      const { message } = await rejectionOf(lockIt());
      expect(message).to.contain(`process ${gone.pid} on ${other.host ?? hostname()}`);
      expect(message).to.contain('cannot be told from here').and.to.contain(`If it has ended, delete ${path}.lock.`);
      expect(await readdir(`${path}.lock`)).to.deep.equal([name]);
    });
  }

  it('holds for all names of a file', async () => {
    const other = join(folder, 'other');
    await link(path, other);
    const unlock = await lockIt();
    expect((await rejectionOf(lockIt(other))).message).to.contain(
      `journal ${other} is in use by process ${process.pid}`,
    );
    await unlock();
    const unlockOther = await lockIt(other);
    await unlockOther();
  });

  it('is free after a restart, where only its file among the temporary ones was left', async () => {
    await mkdir(await fileLock());
    await writeFile(join(await fileLock(), nameFor({ ...(await thisOwner()), ...gone, boot: 'x' })), '');
    const unlock = await lockIt();
    await unlock();
  });

  it('does without the folder of temporary files where that cannot be used', async () => {
    await rm(temporary, { recursive: true });
    await writeFile(temporary, '');
    const unlock = await lockIt();
    expect((await rejectionOf(lockIt())).message).to.contain(`process ${process.pid}`);
    await unlock();
  });

  it('leaves nothing behind when it is refused', async () => {
    const other = join(folder, 'other');
    await link(path, other);
    const unlock = await lockIt();
    await rejectionOf(lockIt(other));
    expect(await readdir(folder)).to.have.members(['journal', 'journal.lock', 'other', 'temporary']);
    await unlock();
  });

  it('is given to exactly one of many who ask at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockIt()));
      const held = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
      expect(held).to.have.length(1);
      for (const unlock of held) await unlock();
    }
  });

  it('is given to exactly one of many who ask at the same time by different names of the file', async () => {
    const names = Array.from({ length: 5 }, (_, index) => join(folder, `name${index}`));
    for (const name of names) await link(path, name);
    const attempts = await Promise.allSettled(names.map((name) => lockIt(name)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  describe('while another run is there', () => {
    const patience: LockOptions = { patienceMs: Number.POSITIVE_INFINITY };
    /** The file of another run that is alive, whose name comes before or after the names of all others. */
    async function enter(place: 'first' | 'last', content: '' | 'held'): Promise<string> {
      await mkdir(`${path}.lock`);
      const name = nameFor(await thisOwner()).replace(/[^~]+$/, place === 'first' ? '0' : 'z');
      const file = join(`${path}.lock`, name);
      await writeFile(file, content);
      return file;
    }
    const refusal = `is in use by process ${process.pid}`;

    it('is not waited for when that run holds it', async () => {
      const file = await enter('last', 'held');
      expect((await rejectionOf(lockIt(path, patience))).message).to.contain(refusal);
      expect(await readdir(`${path}.lock`)).to.deep.equal([basename(file)]);
    });

    it('goes to that run when neither holds it and that run comes first', async () => {
      const file = await enter('first', '');
      expect((await rejectionOf(lockIt(path, patience))).message).to.contain(refusal);
      expect(await readdir(`${path}.lock`)).to.deep.equal([basename(file)]);
    });

    it('is waited for when neither holds it and that run comes last, until that run gives up', async () => {
      const file = await enter('last', '');
      const locked = lockIt(path, patience);
      while ((await readdir(`${path}.lock`)).length < 2) await new Promise(setImmediate);
      await rm(file);
      await (await locked)();
    });

    it('is given up when that run does not decide in time', async () => {
      await enter('last', '');
      expect((await rejectionOf(lockIt(path, { patienceMs: 0 }))).message).to.contain(refusal);
    });
  });
});
