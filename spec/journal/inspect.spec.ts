import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { JournalOptions } from '../../lib/bulk/journal.ts';
import type { JournalEntry } from '../../lib/bulk/journal-entry.ts';
import * as web from '../../lib/index.ts';
import { openJournal } from '../../lib/journal/open-journal.ts';
import { inspectJournal, salvageJournal } from '../../lib/node.ts';
import { rejectionOf } from '../support/cmdlet.ts';

const scope = { clientId: 'client1', userPoolId: undefined, region: 'eu-west-1', endpointUrl: undefined };
const options: JournalOptions = { scope, isPlain: false, isReadOnly: false, ignoreCase: false };
const user = (username: string) => ({ clientId: 'client1', username, region: 'eu-west-1', endpointUrl: undefined });

describe('a journal that is inspected', () => {
  let folder = '';
  let path = '';
  let salvaged = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inspect-'));
    path = join(folder, 'run.journal');
    salvaged = join(folder, 'salvaged.journal');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const ends: readonly [username: string, end: JournalEntry | undefined][] = [
    ['alice', { outcome: 'accepted' }],
    ['bob', { outcome: 'rejected', errorName: 'UserNotFoundException' }],
    ['carol', undefined],
    ['dave', { outcome: 'not-sent', errorName: 'TransportError' }],
    ['erin', { outcome: 'accepted' }],
  ];
  /** A journal with one line for each event: the header, and two for each user but carol. */
  async function written(): Promise<string[]> {
    const journal = await openJournal(path, options);
    for (const [username, end] of ends) {
      const record = journal.find(user(username));
      await record.begin();
      if (end) await record.end(end);
    }
    await journal.close();
    return (await readFile(path, 'utf8')).split('\n').slice(0, -1);
  }
  const corrupt = async (change: (lines: string[]) => readonly string[]): Promise<void> =>
    writeFile(
      path,
      change(await written())
        .map((line) => `${line}\n`)
        .join(''),
    );
  const knownIn = async (name: string): Promise<(string | undefined)[]> => {
    const journal = await openJournal(name, { ...options, isReadOnly: true });
    return [...ends.map(([username]) => username), 'nobody'].map(
      (username) => journal.find(user(username)).known?.outcome,
    );
  };

  it('tells its outcomes, its errors, and what a run would send', async () => {
    await written();
    expect(await inspectJournal(path)).to.deep.equal({
      path,
      isIntact: true,
      isTorn: false,
      isIncomplete: false,
      ignoreCase: false,
      records: 5,
      outcomes: { accepted: 2, rejected: 1, 'not-sent': 1, unknown: 1 },
      errors: { UserNotFoundException: 1, TransportError: 1 },
      rerun: { sends: 1, retryUnknown: 1, retryRejected: 1 },
    });
    expect(await readdir(folder)).to.deep.equal(['run.journal']);
  });

  it('may be in use', async () => {
    const journal = await openJournal(path, options);
    await journal.find(user('alice')).begin();
    expect((await inspectJournal(path)).outcomes.unknown).to.equal(1);
    await journal.close();
  });

  it('is intact where a crash has torn its last line off, and is said to be torn', async () => {
    const lines = await written();
    await writeFile(path, `${lines.join('\n')}\n${lines.at(-1)?.slice(0, 20)}`);
    expect(await inspectJournal(path)).to.include({ isIntact: true, isTorn: true, records: 5 });
  });

  it('may be empty', async () => {
    await writeFile(path, '');
    expect(await inspectJournal(path)).to.include({ isIntact: true, records: 0 });
  });

  const changes: Readonly<Record<string, (lines: string[]) => readonly string[]>> = {
    'an altered line': (lines) => lines.with(3, lines[3]?.replace('begin', 'begum') ?? ''),
    'a missing line': (lines) => lines.toSpliced(3, 1),
    'a line twice': (lines) => lines.toSpliced(3, 0, lines[3] ?? ''),
    'an altered check sum': (lines) => lines.with(3, `00000000${lines[3]?.slice(8)}`),
    'a line that is no line at all': (lines) => lines.with(3, 'x'),
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`is corrupt with ${what}, and can be salvaged: everything uncertain is unknown`, async () => {
      await corrupt(change);
      const before = await readFile(path, 'utf8');
      const { isIntact, corruptLine } = await inspectJournal(path);
      expect(isIntact).to.equal(false);
      // Of two equal lines, the second one is wrong.
      expect(corruptLine).to.equal(what === 'a line twice' ? 5 : 4);
      const { message } = await rejectionOf(openJournal(path, options));
      expect(message).to.contain(`is corrupt in line ${corruptLine}:`);
      const { journal, lostLines } = await salvageJournal(path, salvaged);
      expect(lostLines).to.be.within(1, 2);
      expect(journal).to.include({ path: salvaged, isIntact: true, isIncomplete: true });
      // Of dave it was noted that nothing was sent; but a line that is missing may have said more.
      const [alice, bob, carol, dave, erin, nobody] = await knownIn(salvaged);
      expect([alice, erin]).to.deep.equal(['accepted', 'accepted']);
      expect([carol, dave, nobody]).to.deep.equal(['unknown', 'unknown', 'unknown']);
      // What became of bob was noted after the line, by the service's own answer.
      expect(bob).to.be.oneOf(['rejected', 'unknown']);
      expect(await readFile(path, 'utf8')).to.equal(before);
    });
  }

  it('forgets a rejection before the line that is lost, and keeps one after it', async () => {
    await corrupt((lines) => lines.with(6, 'x'));
    await salvageJournal(path, salvaged);
    expect(await knownIn(salvaged)).to.deep.equal(['accepted', 'unknown', 'unknown', 'unknown', 'accepted', 'unknown']);
  });

  it('stays incomplete once it was salvaged, in later runs as well', async () => {
    await corrupt((lines) => lines.with(3, 'x'));
    await salvageJournal(path, salvaged);
    const journal = await openJournal(salvaged, options);
    const record = journal.find(user('nobody'));
    await record.begin();
    await record.end({ outcome: 'not-sent', errorName: 'TransportError' });
    await journal.close();
    expect((await knownIn(salvaged)).at(-1)).to.equal('unknown');
    expect(await inspectJournal(salvaged)).to.include({ isIncomplete: true, isIntact: true });
  });

  it('is copied as it is where it is intact', async () => {
    await written();
    const { journal, lostLines } = await salvageJournal(path, salvaged);
    expect([journal.isIncomplete, lostLines]).to.deep.equal([false, 0]);
    expect(await knownIn(salvaged)).to.deep.equal(await knownIn(path));
    expect(await inspectJournal(salvaged)).to.deep.equal({ ...(await inspectJournal(path)), path: salvaged });
  });

  it('cannot be salvaged without its first line', async () => {
    await corrupt((lines) => lines.with(0, `${lines[0]?.slice(0, -1)}`));
    const { message } = await rejectionOf(salvageJournal(path, salvaged));
    expect(message).to.contain('is corrupt in line 1').and.to.contain('Start a new journal');
    expect(await readdir(folder)).to.deep.equal(['run.journal']);
  });

  it('is not salvaged over another file, nor while a run uses it', async () => {
    await written();
    expect((await rejectionOf(salvageJournal(path, path))).message).to.contain('exists already');
    const journal = await openJournal(path, options);
    expect((await rejectionOf(salvageJournal(path, salvaged))).message).to.contain('is in use by process');
    await journal.close();
  });

  it('is refused where it is another file, or none', async () => {
    await writeFile(salvaged, 'alice\nbob\n');
    for (const [name, problem] of [
      [salvaged, 'is not a journal of this program'],
      [folder, 'it is a folder'],
      [join(folder, 'missing'), 'there is no such file'],
      ['/dev/zero', 'it is not a regular file'],
    ] as const) {
      for (const work of [inspectJournal(name), salvageJournal(name, path)]) {
        const error = await rejectionOf(work);
        expect(error).to.include({ code: 'ERR_CONFIGURATION_OPTION' });
        expect(error.message).to.contain(name).and.to.contain(problem);
      }
    }
  });

  it('is for Node alone', async () => {
    for (const work of [web.inspectJournal(path), web.salvageJournal(path, salvaged)]) {
      expect(await rejectionOf(work)).to.include({ code: 'ERR_CONFIGURATION_PLATFORM' });
    }
  });
});
