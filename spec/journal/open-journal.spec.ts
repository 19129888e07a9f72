import { execFile } from 'node:child_process';
import { appendFile, link, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type Journal, type JournalOptions, memoryJournal } from '../../lib/bulk/journal.ts';
import type { JournalEntry } from '../../lib/bulk/journal-entry.ts';
import type { RecordIdentity } from '../../lib/bulk/record-identity.ts';
import { openJournal } from '../../lib/journal/open-journal.ts';
import * as node from '../../lib/node.ts';
import { rejectionOf } from '../support/cmdlet.ts';

const scope = {
  clientId: 'client1',
  userPoolId: 'eu-west-1_Pool',
  region: 'eu-west-1',
  endpointUrl: 'https://example.com',
};

/** A record of the client, region and endpoint of all. */
const user = (username: string, others: Partial<RecordIdentity> = {}): RecordIdentity => ({
  ...scope,
  username,
  ...others,
});

describe('a journal', () => {
  let folder = '';
  let path = '';
  const options: JournalOptions = { scope, isPlain: false, isReadOnly: false, ignoreCase: false };
  const open = (others: Partial<JournalOptions> = {}) => openJournal(path, { ...options, ...others });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
    path = join(folder, 'run.journal');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function send(journal: Journal, username: string, entry?: JournalEntry): Promise<void> {
    const record = journal.find(user(username));
    await record.begin();
    if (entry) await record.end(entry);
  }

  /** A journal of a run that has ended. */
  async function written(): Promise<string> {
    const journal = await open();
    await send(journal, 'alice', { outcome: 'accepted' });
    await send(journal, 'bob', { outcome: 'rejected', errorName: 'UserNotFoundException' });
    await send(journal, 'carol');
    await send(journal, 'dave', { outcome: 'not-sent', errorName: 'TransportError' });
    await journal.close();
    return readFile(path, 'utf8');
  }

  async function truncateTo(bytes: number): Promise<void> {
    await writeFile(path, '');
    await truncate(path, bytes);
  }

  /** What the journal knows of users. */
  async function knownOf(...usernames: string[]): Promise<(JournalEntry | undefined)[]> {
    const journal = await open();
    try {
      return usernames.map((username) => journal.find(user(username)).known);
    } finally {
      await journal.close();
    }
  }

  it('remembers what became of each record; of one that was begun, and no more, it is not known', async () => {
    await written();
    expect(await knownOf('alice', 'bob', 'carol', 'dave', 'nobody')).to.deep.equal([
      { outcome: 'accepted' },
      { outcome: 'rejected', errorName: 'UserNotFoundException' },
      { outcome: 'unknown' },
      { outcome: 'not-sent', errorName: 'TransportError' },
      undefined,
    ]);
  });

  it('remembers the last that happened to a record', async () => {
    await written();
    const journal = await open();
    await send(journal, 'carol', { outcome: 'accepted' });
    await send(journal, 'dave');
    await journal.close();
    expect(await knownOf('carol', 'dave')).to.deep.equal([{ outcome: 'accepted' }, { outcome: 'unknown' }]);
  });

  it('tells records by client, endpoint, region and user, and whether one was asked for before in this run', async () => {
    await written();
    const journal = await open();
    const seen = [
      user('alice'),
      user('alice'),
      user('alice', { clientId: 'client2' }),
      user('alice', { clientId: undefined }),
      user('alice', { endpointUrl: 'https://other.example.com' }),
      user('alice', { endpointUrl: undefined }),
      user('alice', { endpointUrl: undefined, region: 'us-east-1' }),
      user('new'),
      user('new'),
    ];
    const isFirst = seen.map((identity) => journal.find(identity).first === undefined);
    expect(isFirst).to.deep.equal([true, false, true, true, true, true, true, true, false]);
    await journal.close();
  });

  it('has a record in its file before it resolves that it has begun, and what became of it likewise', async () => {
    const journal = await open();
    const before = (await stat(path)).size;
    await Promise.all(['alice', 'bob', 'carol'].map((username) => journal.find(user(username)).begin()));
    const begun = (await readFile(path, 'utf8')).slice(before);
    expect(begun.match(/"begin"/g)).to.have.length(3);
    await journal.find(user('alice')).end({ outcome: 'accepted' });
    expect((await readFile(path, 'utf8')).slice(before + begun.length)).to.contain('"accepted"');
    await journal.close();
  });

  it('holds no username and no client ID, but hashes that differ from journal to journal', async () => {
    const first = await written();
    await rm(path);
    const second = await written();
    expect(first).not.to.match(/alice|bob|carol|dave|client1|eu-west-1|example/);
    const begun = (text: string) => /\["begin","([\w-]+)"/.exec(text)?.[1];
    expect(begun(first)).to.be.a('string').and.not.to.equal(begun(second));
  });

  it('holds usernames beside them when asked to, also from the middle of it', async () => {
    await written();
    const journal = await open({ isPlain: true });
    await send(journal, 'dave');
    await journal.close();
    const text = await readFile(path, 'utf8');
    expect(text).to.contain('"dave"]').and.not.to.contain('alice');
    expect(await knownOf('dave')).to.deep.equal([{ outcome: 'unknown' }]);
  });

  it('is for nobody else to read', async () => {
    await written();
    expect((await stat(path)).mode & 0o077).to.equal(0);
  });

  it('tolerates a last line that was torn off anywhere, and cuts it away', async () => {
    const text = await written();
    const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
    for (let length = lastLine; length < text.length; length++) {
      await writeFile(path, text.slice(0, length));
      // The last line said that dave was not sent; without it, he was begun.
      expect(await knownOf('alice', 'dave')).to.deep.equal([{ outcome: 'accepted' }, { outcome: 'unknown' }]);
      expect((await stat(path)).size).to.equal(lastLine);
    }
  });

  it('tolerates pages of the last line that were never filled', async () => {
    const text = await written();
    await writeFile(path, `${text}1234abcd [["begin"${'\0'.repeat(5_000)}"]]\n`);
    expect(await knownOf('alice')).to.deep.equal([{ outcome: 'accepted' }]);
  });

  it('goes on after a line that was torn off', async () => {
    const text = await written();
    await truncate(path, text.length - 3);
    const journal = await open();
    await send(journal, 'erin', { outcome: 'accepted' });
    await journal.close();
    expect(await knownOf('alice', 'erin')).to.deep.equal([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
  });

  it('may have been torn off in its very first line', async () => {
    const [header = ''] = (await written()).split('\n');
    for (let length = 0; length <= header.length; length++) {
      await writeFile(path, header.slice(0, length));
      expect(await knownOf('alice')).to.deep.equal([undefined]);
      expect((await readFile(path, 'utf8')).endsWith('\n')).to.equal(true);
    }
  });

  for (const [what, change] of [
    ['another file', () => 'username,email\nalice,a@example.com\n'],
    ['another file, of a single line without an end', () => 'alice'],
    ['another version', (text: string) => text.replace('"version":2', '"version":3')],
    ['altered in the middle', (text: string) => text.replace('"rejected"', '"accepted"')],
    ['altered in its last line', (text: string) => text.replace('"not-sent"', '"accepted"')],
    ['without one of its lines', (text: string) => text.split('\n').toSpliced(2, 1).join('\n')],
    [
      'with a line twice',
      (text: string) =>
        text
          .split('\n')
          .toSpliced(2, 0, text.split('\n')[2] ?? '')
          .join('\n'),
    ],
    ['with a line of another kind', (text: string) => `${text}00000000 {"x":1}\n`],
    ['torn off in the middle', (text: string) => `${text.slice(0, 200)}\n${text.slice(210)}`],
    ['empty but for a line end', () => '\n'],
    ['binary', () => `${'\u0000'.repeat(10_000)}`],
  ] as const) {
    it(`is refused, and left as it is, when it is ${what}`, async () => {
      const changed = change(await written());
      await writeFile(path, changed);
      const error = await rejectionOf(open());
      expect(error).to.be.instanceOf(node.ConfigurationError);
      expect(error.message).to.contain(path);
      expect(await readFile(path, 'utf8')).to.equal(changed);
      expect(await readdir(folder)).to.deep.equal(['run.journal']);
    });
  }

  for (const [name, what] of [
    ['clientId', 'client ID'],
    ['userPoolId', 'user pool'],
    ['region', 'region'],
    ['endpointUrl', 'endpoint'],
  ] as const) {
    it(`is refused when it belongs to another ${what}`, async () => {
      await written();
      const error = await rejectionOf(open({ scope: { ...scope, [name]: 'other' } }));
      expect(error.message).to.contain(`belongs to another ${what}`).and.not.to.contain('other ID');
    });

    it(`is taken for the same ${what} where that is not named`, async () => {
      await written();
      const journal = await open({ scope: { ...scope, [name]: undefined } });
      await journal.close();
    });
  }

  it('is refused while another run uses it, in the same process as well, and under whatever name', async () => {
    const journal = await open();
    const others = { symbolic: join(folder, 'symbolic'), same: path };
    await symlink(path, others.symbolic);
    for (const other of Object.values(others)) {
      const error = await rejectionOf(openJournal(other, options));
      expect(error.message).to.contain(`process ${process.pid}`);
    }
    await journal.close();
    const next = await openJournal(others.symbolic, options);
    await next.close();
  });

  it('is refused under a hard link, too, while another run uses it', async () => {
    const journal = await open();
    const other = join(folder, 'other.journal');
    await link(path, other);
    expect((await rejectionOf(openJournal(other, options))).message).to.contain(`process ${process.pid}`);
    await journal.close();
  });

  it('fails before anything is sent once another run has written to its file', async () => {
    const journal = await open();
    await send(journal, 'alice', { outcome: 'accepted' });
    await appendFile(path, 'another run');
    const error = await rejectionOf(journal.find(user('bob')).begin());
    expect(error.message).to.contain('another run has written to the journal');
    await rejectionOf(journal.close());
  });

  for (const [what, second] of [
    ['the service is down', { outcome: 'not-sent', errorName: 'TransportError' }],
    ['the request is throttled', { outcome: 'rejected', errorName: 'TooManyRequestsException' }],
    ['the run is killed', undefined],
  ] as const) {
    it(`knows an unknown record as unknown after it was begun again and ${what}`, async () => {
      const first = await open();
      await send(first, 'alice', { outcome: 'unknown', errorName: 'TransportError' });
      await first.close();
      const again = await open();
      await send(again, 'alice', second);
      await again.close();
      expect(await knownOf('alice')).to.deep.equal([
        { outcome: 'unknown', errorName: 'TransportError', isDoubtful: true },
      ]);
    });
  }

  it('tells how a record stands when a request has ended', async () => {
    const journal = await open();
    const record = journal.find(user('alice'));
    const notSent = { outcome: 'not-sent', errorName: 'TransportError' } as const;
    await record.begin();
    expect(await record.end(notSent)).to.deep.equal(notSent);
    await record.begin();
    await record.end({ outcome: 'unknown' });
    await record.begin();
    expect(await record.end(notSent)).to.include({ outcome: 'unknown' });
    await journal.close();
  });

  it('tells duplicates what becomes of the first, before and after that is certain', async () => {
    for (const journal of [await open(), memoryJournal(options)]) {
      const first = journal.find(user('alice'));
      const early = [journal.find(user('alice')), journal.find(user('alice'))];
      const fate = { outcome: 'rejected', errorName: 'UserNotFoundException' } as const;
      expect(first.first).to.equal(undefined);
      first.finish(fate);
      const duplicates = [...early, journal.find(user('alice'))];
      for (const duplicate of duplicates) expect(await duplicate.first).to.deep.equal(fate);
      await journal.close();
    }
  });

  it('notices usernames that differ only in case or Unicode form', async () => {
    const names = ['alice', 'bob', 'Alice', 'alice', 'ALICE', 'Carol', 'carol', '\u00e9', 'e\u0301', 'Dave', 'Dave'];
    for (const journal of [await open(), memoryJournal(options)]) {
      const variants = names.filter((name) => journal.find(user(name)).isVariant);
      expect(variants).to.deep.equal(['Alice', 'ALICE', 'carol', 'e\u0301']);
      await journal.close();
    }
  });

  it('takes them for one user where it ignores case, in memory and in a file', async () => {
    const ignoring = { ...options, ignoreCase: true };
    for (const journal of [await openJournal(path, ignoring), memoryJournal(ignoring)]) {
      await send(journal, 'Alice', { outcome: 'accepted' });
      const again = journal.find(user('ALICE'));
      expect([again.first !== undefined, again.isVariant]).to.deep.equal([true, false]);
      await journal.close();
    }
    const next = await openJournal(path, ignoring);
    expect(next.find(user('alice')).known).to.deep.equal({ outcome: 'accepted' });
    await next.close();
  });

  it('is refused where it ignores case and the run does not, or the other way round', async () => {
    const ignoring = await open({ ignoreCase: true });
    await ignoring.close();
    expect((await rejectionOf(open())).message).to.contain('Set ignoreCase (--ignore-case) again');
    await rm(path);
    await written();
    expect((await rejectionOf(open({ ignoreCase: true }))).message).to.contain('Leave ignoreCase (--ignore-case) out');
  });

  it('is refused, and not read into memory, where its line never ends', async () => {
    await truncateTo(2 ** 40);
    const error = await rejectionOf(open({ isReadOnly: true }));
    expect(error.message).to.contain('is not a journal of this program');
  });

  it('is refused at once where it is a FIFO', async () => {
    await promisify(execFile)('mkfifo', [path]);
    for (const isReadOnly of [true, false]) {
      expect((await rejectionOf(open({ isReadOnly }))).message).to.contain('it is not a regular file');
    }
  });

  it('is left unlocked when it is refused', async () => {
    await written();
    await rejectionOf(open({ scope: { ...scope, clientId: 'other' } }));
    expect(await knownOf('alice')).to.deep.equal([{ outcome: 'accepted' }]);
  });

  it('is read and not written where nothing is sent, also while another run uses it', async () => {
    const nothing = await open({ isReadOnly: true });
    expect(nothing.find(user('alice')).known).to.equal(undefined);
    await nothing.close();
    expect(await readdir(folder)).to.deep.equal([]);
    const text = await written();
    const inUse = await open();
    const journal = await open({ isReadOnly: true });
    const record = journal.find(user('alice'));
    expect(record.known).to.deep.equal({ outcome: 'accepted' });
    expect(await rejectionOf(record.begin())).to.be.instanceOf(node.ConfigurationError);
    await journal.close();
    await inUse.close();
    expect(await readFile(path, 'utf8')).to.equal(text);
  });

  it('is an error where there can be no file', async () => {
    await writeFile(path, 'alice');
    for (const wrong of [join(folder, 'missing', 'run.journal'), join(path, 'run.journal'), folder]) {
      const error = await rejectionOf(openJournal(wrong, options));
      expect(error).to.be.instanceOf(node.ConfigurationError);
      expect(error.message).to.match(/there is no such file|it is a folder/);
    }
  });

  it('is refused where it is no file', async () => {
    expect((await rejectionOf(openJournal('/dev/null', options))).message).to.contain('is not a regular file');
  });

  it('is in memory where there is no path, and knows only of its run', async () => {
    const journal = await openJournal(undefined, options);
    await send(journal, 'alice', { outcome: 'accepted' });
    const again = journal.find(user('alice'));
    expect(again.known).to.equal(undefined);
    expect(again.first).to.be.instanceOf(Promise);
    await journal.close();
    expect(await readdir(folder)).to.deep.equal([]);
  });
});
