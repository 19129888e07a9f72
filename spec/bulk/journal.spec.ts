import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JournalOptions } from '../../lib/bulk/journal.ts';
import { openJournal } from '../../lib/journal/open-journal.ts';
import * as node from '../../lib/node.ts';
import { rejectionOf } from '../support/cmdlet.ts';

describe('a journal', () => {
  let folder = '';
  let path = '';
  const options: JournalOptions = { scope: 'client1', isPlain: false, isReadOnly: false };
  const open = (others: Partial<JournalOptions> = {}) => openJournal(path, { ...options, ...others });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
    path = join(folder, 'run.journal');
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A journal of a run that has ended. */
  async function written(): Promise<string> {
    const journal = await open();
    await journal.begin('alice');
    journal.end('alice', { outcome: 'accepted' });
    await journal.begin('bob');
    journal.end('bob', { outcome: 'rejected', errorName: 'UserNotFoundException' });
    await journal.begin('carol');
    await journal.close();
    return readFile(path, 'utf8');
  }

  it('remembers what became of each record', async () => {
    await written();
    const journal = await open();
    expect(journal.find('alice')).to.deep.equal({ outcome: 'accepted' });
    expect(journal.find('bob')).to.deep.equal({ outcome: 'rejected', errorName: 'UserNotFoundException' });
    expect(journal.find('nobody')).to.equal(undefined);
    await journal.close();
  });

  it('does not know of a record that was begun, and no more', async () => {
    await written();
    const journal = await open();
    expect(journal.find('carol')).to.deep.equal({ outcome: 'unknown' });
    await journal.close();
  });

  it('has a record on disk before it resolves that it has begun', async () => {
    const journal = await open();
    const before = (await stat(path)).size;
    await Promise.all(['alice', 'bob', 'carol'].map((user) => journal.begin(user)));
    const lines = (await readFile(path, 'utf8')).slice(before).split('\n');
    expect(lines).to.have.length(4);
    await journal.close();
  });

  it('holds no username, but hashes that differ from journal to journal', async () => {
    const first = await written();
    await rm(path);
    const second = await written();
    expect(first).not.to.match(/alice|bob|carol|client1/);
    const begun = (text: string) => JSON.parse(text.split('\n')[1] ?? '').begin;
    expect(begun(first)).to.be.a('string').and.not.to.equal(begun(second));
  });

  it('holds usernames when asked to', async () => {
    const journal = await open({ isPlain: true });
    await journal.begin('alice');
    await journal.close();
    expect(await readFile(path, 'utf8')).to.contain('{"begin":"alice"}');
  });

  it('is for nobody else to read', async () => {
    await written();
    expect((await stat(path)).mode & 0o077).to.equal(0);
  });

  it('tolerates a last line that was torn off, and cuts it away', async () => {
    const text = await written();
    await writeFile(path, `${text}{"begin":"x`);
    const journal = await open();
    expect(journal.find('alice')).to.deep.equal({ outcome: 'accepted' });
    await journal.begin('dave');
    await journal.close();
    for (const line of (await readFile(path, 'utf8')).trimEnd().split('\n')) JSON.parse(line);
  });

  it('may have been torn off in its very first line', async () => {
    await writeFile(path, '{"journal":"cogn');
    const journal = await open();
    await journal.begin('alice');
    await journal.close();
    const reopened = await open();
    expect(reopened.find('alice')).to.deep.equal({ outcome: 'unknown' });
    await reopened.close();
  });

  for (const [what, change] of [
    ['another file', () => 'username,email\nalice,a@example.com\n'],
    ['another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['a damaged line', (text: string) => text.replace('"accepted"', '"acc"')],
    ['a line of another kind', (text: string) => `${text}{"x":1}\n`],
    ['binary', () => `${'\u0000'.repeat(10_000)}`],
  ] as const) {
    it(`is refused, as it is, when it is ${what}`, async () => {
      const changed = change(await written());
      await writeFile(path, changed);
      const error = await rejectionOf(open());
      expect(error).to.be.instanceOf(node.ConfigurationError);
      expect(error.message).to.contain(path);
      expect(await readFile(path, 'utf8')).to.equal(changed);
    });
  }

  it('is refused when it belongs to another client, pool or endpoint', async () => {
    await written();
    const error = await rejectionOf(open({ scope: 'client2' }));
    expect(error.message).to.contain('another client, pool or endpoint');
  });

  it('is refused when it holds hashes, and usernames are asked for', async () => {
    await written();
    expect((await rejectionOf(open({ isPlain: true }))).code).to.equal('ERR_CONFIGURATION_OPTION');
  });

  it('is refused while another run uses it', async () => {
    const journal = await open();
    // This very process would be taken for one that reuses a dead one's number.
    await writeFile(`${path}.lock`, `${process.ppid}\n${hostname()}\nx`);
    const error = await rejectionOf(open());
    expect(error.message).to.contain('another run uses it');
    await journal.close();
  });

  it('is free again after the process that used it was killed', async () => {
    await written();
    await writeFile(`${path}.lock`, `4194305\n${hostname()}\nx`);
    const journal = await open();
    await journal.close();
    expect((await rejectionOf(stat(`${path}.lock`))).code).to.equal('ENOENT');
  });

  it('stays locked for a process on another machine', async () => {
    await writeFile(`${path}.lock`, '4194305\nelsewhere\nx');
    expect((await rejectionOf(open())).message).to.contain('another run uses it');
  });

  it('is not written where nothing is sent', async () => {
    const journal = await open({ isReadOnly: true });
    expect(journal.find('alice')).to.equal(undefined);
    await journal.close();
    expect((await rejectionOf(stat(path))).code).to.equal('ENOENT');
  });

  it('is an error in a folder that does not exist', async () => {
    path = join(folder, 'missing', 'run.journal');
    expect((await rejectionOf(open())).message).to.contain('ENOENT');
  });
});
