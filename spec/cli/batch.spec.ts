import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { readArguments } from '../../lib/cli/arguments.ts';
import { batchParameters } from '../../lib/cli/batch/batch-parameters.ts';
import { NO_JOURNAL } from '../../lib/cli/batch/notices.ts';
import {
  accepting,
  answersOf,
  knowing,
  type ListeningCognito,
  openCognito,
  refusing,
  withCognito,
} from '../support/cognito.ts';
import { type Answerer, withLoopback } from '../support/loopback.ts';
import { runHere } from '../support/run-here.ts';

const usersOf = ({ requests }: Pick<ListeningCognito, 'requests'>): unknown[] =>
  requests.map(({ members }) => members.Username);

interface Line {
  readonly input: string;
  readonly ok: boolean;
  readonly skipped?: string;
}

/** Runs the command on users, in this process. */
async function run({ url }: ListeningCognito, users: readonly string[], ...argv: string[]) {
  const stdin = Readable.from([Buffer.from(users.map((user) => `${user}\n`).join(''))]);
  const fast = ['--requests-per-second=1000', '--client-id=client1', `--endpoint-url=${url}`];
  const result = await runHere([...fast, ...argv], { stdin });
  const lines: Line[] = result.stdout.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
  return { ...result, lines };
}

const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `user${index}`);

describe('many users', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'users-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are sent 8 at a time and 20 a second, without duplicates, up to 5 failures in a row, unless asked otherwise', () => {
    expect(batchParameters(readArguments([], {}))).to.deep.equal({
      concurrency: 8,
      requestsPerSecond: 20,
      deduplicate: true,
      stopAfter: 5,
    });
    const argv = [
      '--concurrency=2',
      '--requests-per-second=0.5',
      '--max-wait=1.5',
      '--max-outage=2m',
      '--keep-going',
      '--max-sends=3',
    ];
    expect(batchParameters(readArguments(argv, {}))).to.deep.equal({
      concurrency: 2,
      requestsPerSecond: 0.5,
      deduplicate: true,
      maxWaitMs: 1_500,
      maxOutageMs: 120_000,
      maxSends: 3,
    });
  });

  it('get one code each, however often they are in the list', () =>
    withCognito(accepting, async (service) => {
      const { code, lines, stderr } = await run(service, ['a', 'b', 'a']);
      expect(code).to.equal(0);
      expect(lines[2]).to.deep.include({ input: 'a', ok: true, skipped: 'duplicate' });
      expect(usersOf(service).sort()).to.deep.equal(['a', 'b']);
      expect(stderr).to.equal(`${NO_JOURNAL}\n3 records: 2 accepted, 1 skipped (1 duplicate)\n`);
    }));

  it('are tried first with --limit', () =>
    withCognito(accepting, async (service) => {
      const { lines } = await run(service, ['a', 'b', 'c'], '--limit=2');
      expect(lines.map(({ input }) => input)).to.deep.equal(['a', 'b']);
      expect(service.requests).to.have.length(2);
    }));

  it('are read and checked with --dry-run, and nothing is sent or written, whatever a record says', () =>
    withCognito(accepting, async (service) => {
      const journal = join(folder, 'journal');
      const records = ['{"Username":"alice","WhatIf":false}', '"a b"', '"carol"', '"carol"'];
      const { code, lines, stderr } = await run(service, records, '--dry-run', `--journal=${journal}`);
      expect(code).to.equal(1);
      expect(lines.map(({ ok, skipped }) => [ok, skipped])).to.deep.equal([
        [true, 'declined'],
        [false, undefined],
        [true, 'declined'],
        [true, 'duplicate'],
      ]);
      expect(service.requests).to.have.length(0);
      expect(stderr).to.contain(
        '4 records: 2 would be sent (about 0 s at 1,000/s), 1 not sent, 1 skipped (1 duplicate)',
      );
      expect(await readFile(journal).catch(({ code: why }) => why)).to.equal('ENOENT');
    }));

  it('are sent on where a run with the same journal ended at its --max-sends', () =>
    withCognito(knowing('user0', 'user2', 'user3', 'user4', 'user5'), async (service) => {
      const journal = `--journal=${join(folder, 'journal')}`;
      const first = await run(service, many(6), journal, '--max-sends=3', '--concurrency=2');
      expect(first.code).to.equal(1);
      expect(first.stderr).to.match(/^StoppedError: Stopped: maxSends \(3\) is reached\./m);
      expect(first.stderr).to.contain('Run the same command again: it skips the records that are done');
      // user1 got no code, and so took nothing of the budget.
      expect(usersOf(service).sort()).to.deep.equal(['user0', 'user1', 'user2', 'user3']);
      const second = await run(service, many(6).reverse(), journal);
      expect(second.code).to.equal(0);
      expect(usersOf(service).slice(4).sort()).to.deep.equal(['user4', 'user5']);
      expect(second.stderr).to.contain(
        '6 records: 2 accepted, 4 skipped (3 accepted in an earlier run, 1 rejected in an earlier run)',
      );
    }));

  it('of whom it is not known what they got are listed, and sent again with --retry-unknown only', () =>
    withCognito({ ...accepting, faults: [{ when: 'after', with: 500, username: 'a' }] }, async (service) => {
      const journal = `--journal=${join(folder, 'journal')}`;
      await run(service, ['a', 'b'], journal);
      const { code, lines, stderr } = await run(service, ['a', 'b'], journal);
      expect(code).to.equal(0);
      expect(lines[0]).to.deep.include({ input: 'a', ok: false, skipped: 'unknown' });
      expect(stderr).to.contain('Nothing was sent: every record was skipped.');
      expect(stderr).to.contain('the 1 user whose outcome is unknown; the results list them. Ask them first');
      expect(service.requests).to.have.length(2);
      await run(service, ['a', 'b'], journal, '--retry-unknown');
      expect(usersOf(service).slice(2)).to.deep.equal(['a']);
    }));

  it('that earlier runs settled are no failures of a later run, whether it sends to others or not', () => {
    const setting = { ...knowing('lost', 'new'), faults: [{ when: 'after', with: 500, username: 'lost' }] } as const;
    return withCognito(setting, async (service) => {
      const journal = `--journal=${join(folder, 'journal')}`;
      const summarized = async (...users: string[]) => {
        const { code, stderr } = await run(service, users, journal, '--error-format=json');
        const [summary = '', ...errors] = stderr.trim().split('\n');
        const { done, failed, skipped } = JSON.parse(summary);
        return { code, done, failed, skipped, errors: errors.map((line) => JSON.parse(line).message) };
      };
      const skipped = { rejected: 1, unknown: 1 };
      const errors = ['2 of 2 records failed'];
      expect(await summarized('nobody', 'lost')).to.deep.equal({ code: 1, done: 2, failed: 2, skipped: {}, errors });
      expect(await summarized('nobody', 'lost')).to.deep.equal({ code: 0, done: 2, failed: 0, skipped, errors: [] });
      expect(await summarized('nobody', 'lost', 'new')).to.deep.equal({
        code: 0,
        done: 3,
        failed: 0,
        skipped,
        errors: [],
      });
      const { stderr } = await run(service, ['nobody', 'lost', 'new', 'stranger'], journal);
      expect(stderr)
        .to.contain('1 accepted in an earlier run')
        .and.to.contain('1 rejected in an earlier run')
        .and.to.contain('1 unknown since an earlier run')
        .and.to.contain('\nRecordsError: 1 of 4 records failed\n');
    });
  });

  it('are left alone after 5 failures in a row that are none of theirs, and it is said why', () =>
    withCognito(refusing({ name: 'ForbiddenException', message: 'WAF block' }), async (service) => {
      const { code, stderr } = await run(service, many(100), '--concurrency=1');
      expect(code).to.equal(1);
      expect(service.requests).to.have.length(5);
      expect(stderr)
        .to.match(/^StoppedError: Stopped: 5 failures in a row that may concern every user: WAF block$/m)
        .and.to.contain("hint: Check the pool's web ACL");
      const all = await run(service, many(10), '--keep-going');
      expect(all.lines).to.have.length(10);
    }));

  it('are not given up for failures of their own', () =>
    withCognito(knowing('alice'), async (service) => {
      const { lines } = await run(service, many(20));
      expect(lines).to.have.length(20);
    }));

  for (const [name, expected] of [
    [
      'report.csv',
      [
        'time,index,line,username,outcome,skipped,error,reason,medium,destination,requestId',
        "TIME,0,1,'=HYPERLINK(),accepted,,,,EMAIL,a***@e***,REQUEST",
        'TIME,1,2,nobody,rejected,,UserNotFoundException,USER_NOT_FOUND,,,REQUEST',
        'TIME,2,3,nobody,skipped,duplicate,UserNotFoundException,,,,',
        '',
      ].join('\r\n'),
    ],
    [
      'report.ndjson',
      [
        '{"time":"TIME","index":0,"line":1,"username":"=HYPERLINK()","outcome":"accepted","skipped":null,"error":null,"reason":null,"medium":"EMAIL","destination":"a***@e***","requestId":"REQUEST"}',
        '{"time":"TIME","index":1,"line":2,"username":"nobody","outcome":"rejected","skipped":null,"error":"UserNotFoundException","reason":"USER_NOT_FOUND","medium":null,"destination":null,"requestId":"REQUEST"}',
        '{"time":"TIME","index":2,"line":3,"username":"nobody","outcome":"skipped","skipped":"duplicate","error":"UserNotFoundException","reason":null,"medium":null,"destination":null,"requestId":null}',
        '',
      ].join('\n'),
    ],
  ] as const) {
    it(`have a line each in ${name}`, () =>
      withCognito(knowing('=HYPERLINK()'), async (service) => {
        const report = join(folder, name);
        await run(service, ['=HYPERLINK()', 'nobody', 'nobody'], `--report=${report}`);
        const rows = await readFile(report, 'utf8');
        expect(rows.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').replace(/0{8}-[\d-]{27}/g, 'REQUEST')).to.equal(
          expected,
        );
      }));
  }

  it('whose report cannot be written are not sent', () =>
    withCognito(accepting, async (service) => {
      const { code } = await run(service, ['a'], `--report=${join(folder, 'missing', 'report')}`);
      expect(code).to.equal(2);
      expect(service.requests).to.have.length(0);
    }));

  it('are sent on after Ctrl-C, which says so', () => {
    const controller = new AbortController();
    const cognito = openCognito();
    const answer = answersOf(cognito);
    const interrupt: Answerer = (request) => {
      controller.abort();
      return answer(request);
    };
    return withLoopback([interrupt], async (service) => {
      const argv = ['--client-id=c', `--endpoint-url=${service.url}`, `--journal=${join(folder, 'journal')}`];
      const stdin = () => Readable.from([Buffer.from(many(30).join('\n'))]);
      const first = await runHere([...argv, '--concurrency=2'], { stdin: stdin(), signal: controller.signal });
      expect(first.code).to.equal(130);
      expect(first.stderr).to.contain('Run the same command again: it skips the records that are done');
      const begun = cognito.requests.length;
      expect(begun).to.be.within(1, 2);
      const second = await runHere([...argv, '--requests-per-second=1000'], { stdin: stdin() });
      expect(second.code).to.equal(0);
      expect(new Set(usersOf(cognito)).size).to.equal(30);
      expect(cognito.requests).to.have.length(30);
    });
  });

  it('have a summary for programs as well', () =>
    withCognito(knowing('a'), async (service) => {
      const { stderr } = await run(service, ['a', 'nobody'], '--error-format=json');
      const [notice = '', summary = ''] = stderr.split('\n');
      expect(JSON.parse(notice)).to.deep.equal({ type: 'notice', text: NO_JOURNAL });
      const { time, failures, ...counts } = JSON.parse(summary);
      expect(new Date(time).getTime()).to.be.closeTo(Date.now(), 60_000);
      expect(counts).to.deep.equal({
        type: 'summary',
        done: 2,
        failed: 1,
        outcomes: { accepted: 1, rejected: 1 },
        skipped: {},
        next: [],
      });
      expect(failures).to.have.length(1);
      expect(failures[0]).to.deep.include({
        kind: 'rejected',
        name: 'UserNotFoundException',
        reason: 'USER_NOT_FOUND',
        count: 1,
        lines: [2],
      });
    }));
});
