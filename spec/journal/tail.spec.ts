import { appendFile, mkdtemp, open, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { tailOf } from '../../lib/journal/tail.ts';
import { rejectionOf } from '../support/cmdlet.ts';

describe('the tail of a file', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tail-'));
    path = join(folder, 'file');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('appends, also what has more bytes than characters', async () => {
    await using file = await open(path, 'a+');
    const tail = tailOf(file, 0);
    for (const text of ['é\n', '日本\n']) {
      await tail.append(text);
      await tail.sync();
    }
    expect(await readFile(path, 'utf8')).to.equal('é\n日本\n');
  });

  const changes: Readonly<Record<string, () => Promise<void>>> = {
    'written to': () => appendFile(path, 'another run\n'),
    cut: () => truncate(path, 0),
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`appends nothing more once another run has ${what} the file`, async () => {
      await using file = await open(path, 'a+');
      const tail = tailOf(file, 0);
      await tail.append('one\n');
      await change();
      const before = await readFile(path, 'utf8');
      expect((await rejectionOf(tail.append('two\n'))).message).to.contain(`another run has ${what} the journal`);
      expect(await readFile(path, 'utf8')).to.equal(before);
    });

    it(`is not durable when another run has ${what} the file in the meantime`, async () => {
      await using file = await open(path, 'a+');
      const tail = tailOf(file, 0);
      await tail.append('one\n');
      await change();
      expect((await rejectionOf(tail.sync())).message).to.contain(`another run has ${what} the journal`);
    });
  }
});
