import { execFile } from 'node:child_process';
import { chmod, mkdir, open, symlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type ExplicitSettings, resolveAmbient } from '../../../../lib/platform/node/settings/ambient.ts';
import { nodeSources, readFile } from '../../../../lib/platform/node/settings/node-sources.ts';
import { refusal, useMachine } from './machine.ts';

describe('a profile file', () => {
  const machine = useMachine();
  const secret = 'wJalrXUtnFEMI';
  const fine = `[default]\nregion = eu-west-1\naws_secret_access_key = ${secret}\n`;

  // How to make each, at a path, and what the error says of it.
  const bad: readonly [name: string, make: (path: string) => Promise<unknown>, reason: string][] = [
    ['that is a folder', (path) => mkdir(path), 'it is a folder'],
    ['of 1 GB', (path) => sparse(path, 2 ** 30), 'it is larger than 1 MiB'],
    ['that never ends', (path) => symlink('/dev/zero', path), 'it is not a regular file'],
    ['that is a FIFO', (path) => promisify(execFile)('mkfifo', [path]), 'it is not a regular file'],
    ['with a NUL', () => machine.write('bad', `${fine}\0`), 'it is not UTF-8 text'],
    ['that is no UTF-8', () => machine.write('bad', Buffer.from(`${fine}\xff`, 'latin1')), 'it is not UTF-8 text'],
    ['in UTF-16', () => machine.write('bad', Buffer.from(`\uFEFF${fine}`, 'utf16le')), 'it is not UTF-8 text'],
  ];
  const named: readonly [how: string, (path: string) => [ExplicitSettings, Record<string, string>]][] = [
    ['ProfileLocation', (profileLocation) => [{ profileLocation }, {}]],
    ['AWS_CONFIG_FILE', (path) => [{ region: 'eu-west-1' }, { AWS_CONFIG_FILE: path }]],
    ['AWS_SHARED_CREDENTIALS_FILE', (path) => [{}, { AWS_SHARED_CREDENTIALS_FILE: path }]],
  ];

  async function sparse(path: string, size: number): Promise<void> {
    const file = await open(path, 'w');
    await file.truncate(size);
    await file.close();
  }

  async function expectRefusal(
    path: string,
    reason: string,
    ...[explicit, env]: [ExplicitSettings, Record<string, string>]
  ) {
    const error = await refusal(resolveAmbient(explicit, machine.sources(env)));
    expect(error.code).to.equal('ERR_CONFIGURATION_PROFILE');
    expect(error.message).to.equal(`Cannot read ${path}: ${reason}`);
    expect(`${error.stack} ${error.cause} ${JSON.stringify(error)}`).not.to.include(secret);
  }

  for (const [name, make, reason] of bad) {
    for (const [how, settings] of named) {
      it(`${name} is refused when ${how} names it`, async () => {
        const path = machine.at('bad');
        await make(path);
        await expectRefusal(path, reason, ...settings(path));
      });
    }
  }

  for (const [how, settings] of named) {
    it(`that does not exist is ${how.startsWith('AWS_') ? 'no file' : 'refused'} when ${how} names it`, async () => {
      const path = machine.at('nowhere', 'bad');
      const [explicit, env] = settings(path);
      if (!how.startsWith('AWS_')) return expectRefusal(path, 'there is no such file', explicit, env);
      const { region } = await resolveAmbient(
        { ...explicit, region: undefined, clientConfigRegion: 'eu-west-1' },
        machine.sources(env),
      );
      expect(region?.value).to.equal('eu-west-1');
    });

    it(`with a line that is wrong is refused when ${how} names it, without its text`, async () => {
      const path = await machine.write('bad', `${fine}${secret}\n`);
      const [explicit, env] = settings(path);
      const error = await refusal(resolveAmbient(explicit, machine.sources(env)));
      expect(error.message).to.equal(`${path}, line 4: a property without "="`);
    });
  }

  it('that is a folder is refused in its default place too', async () => {
    await mkdir(machine.at('.aws', 'config'), { recursive: true });
    await expectRefusal(machine.at('.aws', 'config'), 'it is a folder', {}, {});
  });

  it('is absent where ~/.aws is no folder', async () => {
    await machine.write('.aws', '');
    const ambient = await resolveAmbient({ region: 'eu-west-1' }, machine.sources());
    expect(ambient.maxAttempts).to.equal(undefined);
  });

  it('may be /dev/null, and may be as large as the limit', async () => {
    const large = await machine.write(
      'large',
      `[default]\nregion = eu-west-1\n#${'x'.repeat(2 ** 20)}`.slice(0, 2 ** 20),
    );
    const quiet = machine.sources({ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: large });
    expect((await resolveAmbient({}, quiet)).region?.value).to.equal('eu-west-1');
    await machine.write('large', 'x'.repeat(2 ** 20 + 1));
    await expectRefusal(large, 'it is larger than 1 MiB', {}, { AWS_CONFIG_FILE: large });
  });

  it('that may not be read is refused', async () => {
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES' });
    const sources = { ...machine.sources(), readFile: () => Promise.reject(denied) };
    const error = await refusal(resolveAmbient({ region: 'eu-west-1' }, sources));
    expect(error.message).to.match(/^Cannot read .*: permission denied$/);
    expect(error.cause).to.equal(denied);
  });

  // Root may read everything.
  if (process.getuid?.() !== 0) {
    it('without a right to it is refused by its mode', async () => {
      const path = await machine.config(fine);
      await chmod(path, 0);
      await expectRefusal(path, 'permission denied', {}, {});
    });

    it('is absent below a home that may not be searched', async () => {
      await machine.config(fine);
      await chmod(machine.at(), 0);
      const { maxAttempts } = await resolveAmbient({ region: 'eu-west-1' }, machine.sources());
      await chmod(machine.at(), 0o700);
      expect(maxAttempts).to.equal(undefined);
    });
  }

  it('is read by the sources of this process as well', async () => {
    const sources = nodeSources();
    expect([sources.env === process.env, sources.readFile === readFile]).to.deep.equal([true, true]);
    expect(sources.homeDirectory()).to.be.a('string');
  });
});
