import { Readable } from 'node:stream';
import { expect } from 'chai';
import { NO_JOURNAL } from '../../lib/cli/batch/notices.ts';
import { runCliOn } from '../support/cli.ts';
import { details, knowing, refusing, withCognito } from '../support/cognito.ts';
import { runHere } from '../support/run-here.ts';

const pool = knowing('alice', 'bob', 'böb', 'carol', 'Username');

/** What the built command prints for records, and what the service received. */
function run(text: string | Uint8Array, ...argv: string[]) {
  return withCognito(pool, async ({ url, requests }) => {
    const { results, ...rest } = await runCliOn(text, ['--client-id=client1', `--endpoint-url=${url}`, ...argv]);
    const sent: unknown[] = requests.map(({ members }) => members);
    // By the contract: what every line of a failed record has.
    return {
      ...rest,
      sent,
      results: results as { index: number; input: string | null; ok: boolean; error?: Failure }[],
    };
  });
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly line: number;
}

const accepted = (index: number, input: string) => ({ index, input, ok: true, output: details });
const alice = { ClientId: 'client1', Username: 'alice' };

describe('records from standard input', () => {
  it('may be usernames, line by line', async () => {
    const { code, stderr, results, sent } = await run('alice\nböb\n');
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: `${NO_JOURNAL}\n2 records: 2 accepted\n` });
    expect(results).to.deep.equal([accepted(0, 'alice'), accepted(1, 'böb')]);
    expect(sent).to.deep.equal([alice, { ...alice, Username: 'böb' }]);
  });

  it('may be NDJSON', async () => {
    const { code, results, sent } = await run(
      '{"username":"alice","ClientMetadata":{"a":"1"}}\n{"Username":"bob","Select":"^ClientId","CLIENTID":"client1"}\n"carol"\n',
    );
    expect(code).to.equal(0);
    expect(results).to.deep.equal([
      accepted(0, 'alice'),
      { index: 1, input: 'bob', ok: true, output: 'client1' },
      accepted(2, 'carol'),
    ]);
    expect(sent).to.deep.equal([
      { ...alice, ClientMetadata: { a: '1' } },
      { ...alice, Username: 'bob' },
      { ...alice, Username: 'carol' },
    ]);
  });

  it('may be CSV', async () => {
    const { code, results, sent } = await run(
      '\uFEFF"Username","clientmetadata.a",UserContextData_IpAddress\r\n"alice","1,2",::1\r\nbob,,\r\n',
    );
    expect(code).to.equal(0);
    expect(results).to.deep.equal([accepted(0, 'alice'), accepted(1, 'bob')]);
    expect(sent).to.deep.equal([
      { ...alice, ClientMetadata: { a: '1,2' }, UserContextData: { IpAddress: '::1' } },
      { ...alice, Username: 'bob' },
    ]);
  });

  it('are read in the format that is named', async () => {
    expect((await run('Username\n', '--input-format=lines')).sent).to.deep.equal([{ ...alice, Username: 'Username' }]);
    expect((await run('Username\nalice\n', '--input-format=csv')).sent).to.deep.equal([alice]);
    expect((await run('"alice"\n', '--input-format=ndjson')).sent).to.deep.equal([alice]);
  });

  it('may not be none', async () => {
    const { code, stdout, stderr } = await run('\n');
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    expect(stderr).to.match(/^UsageError: The input holds no records\n/);
  });

  it('share what the flags give, and change single fields of the client configuration', async () => {
    await withCognito(refusing(500), async ({ url, requests }) => {
      const argv = ['--client-id=c', `--endpoint-url=${url}`, '--delivery=at-least-once', '--concurrency=1'];
      const own = (maxAttempts: number, delivery: string): string => JSON.stringify({ maxAttempts, delivery });
      const { code, results } = await runCliOn(
        `{"Username":"alice","clientConfig":${own(1, 'at-least-once')}}
{"Username":"bob","clientConfig":${own(2, 'at-least-once')}}
{"Username":"carol","clientConfig":${own(2, 'at-most-once')}}\n`,
        argv,
      );
      expect(code).to.equal(1);
      // What a flag gives stands.
      expect(requests.map(({ members }) => members.Username)).to.deep.equal(['alice', 'bob', 'bob']);
      expect(Object(results[2]).error.message).to.contain('ClientConfig/delivery is given for the whole pipeline');
    });
  });

  it('say what would be sent, with --what-if, and send nothing', async () => {
    const { code, results, stderr, sent } = await run('alice\nbob\n', '--what-if');
    expect({ code, sent }).to.deep.equal({ code: 0, sent: [] });
    expect(results).to.deep.equal([
      { index: 0, input: 'alice', ok: true, skipped: 'declined', output: null },
      { index: 1, input: 'bob', ok: true, skipped: 'declined', output: null },
    ]);
    expect(stderr.match(/^What if: .* on target "(alice|bob)"\.$/gm)).to.have.length(2);
  });

  it('get a line each also on a terminal', async () => {
    const stdin = Readable.from([Buffer.from('alice\n')]);
    const argv = ['--what-if', '--client-id=c', '--region=eu-west-1'];
    const { stdout } = await runHere(argv, { stdin, isTTY: true });
    expect(stdout).to.equal('{"index":0,"input":"alice","ok":true,"skipped":"declined","output":null}\n');
  });
});

describe('a record that fails', () => {
  it('does not stop the others, and is told in its line and by the exit code', async () => {
    const { code, results, stderr, sent } = await run('alice\n\nnobody\nbob\n');
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      `${NO_JOURNAL}\n3 records: 2 accepted, 1 rejected\n` +
        '  1 × UserNotFoundException (USER_NOT_FOUND), on line 3: Username/client id combination not found.\n' +
        '    hint: Check the name and the user pool: the pool is the one of the client ID and the region.\n' +
        'RecordsError: 1 of 3 records failed\n',
    );
    expect(sent).to.have.length(3);
    expect(results[0]).to.deep.equal(accepted(0, 'alice'));
    expect(results[1]).to.deep.include({ index: 1, input: 'nobody', ok: false });
    expect(results[1]?.error).to.deep.include({
      name: 'UserNotFoundException',
      message: 'Username/client id combination not found.',
      code: 'ERR_SERVICE_CLIENT',
      outcome: 'rejected',
      reason: 'USER_NOT_FOUND',
      line: 3,
    });
    expect(results[2]).to.deep.equal(accepted(2, 'bob'));
  });

  it('by a wrong set-up is one failure for all, before anything is read', async () => {
    for (const flag of ['--max-attempts=0', '--endpoint-url=nowhere']) {
      const { code, stdout, stderr } = await run('alice\nbob\n', flag);
      expect({ code, stdout }, flag).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.match(/^UsageError: /);
    }
  });

  it('whatever is wrong with it, names its line and holds no value of it', async () => {
    const lines: readonly [problem: string, line: string | Uint8Array, input?: string][] = [
      ['Username is required', '{"ClientId":"hunter2"}'],
      ['Usernam is unknown; did you mean Username?', '{"Usernam":"hunter2"}'],
      ['Username must be a string', '{"Username":["hunter2"]}'],
      ['ClientMetadata/a must be a string', '{"Username":"alice","ClientMetadata":{"a":{"b":"hunter2"}}}', 'alice'],
      ['Username is given twice', '{"Username":"alice","USERNAME":"hunter2"}', 'alice'],
      ['gives a name twice', '{"Username":"alice","Username":"hunter2"}'],
      ['The value must be an object', '["hunter2"]'],
      ['is not valid JSON', '{"Username":"hunter2'],
      ['is not valid JSON', 'hunter2'],
      ['lone surrogate', '{"Username":"hunter2\\ud800"}'],
      ['NUL', '{"Username":"hunter2\0"}'],
      ['Username must not contain spaces or control characters', '{"Username":"hunter2\\u0000"}', 'hunter2\u0000'],
      [
        'no UTF-8',
        Buffer.concat([Buffer.from('{"Username":"hunter2'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
      ],
      ['is longer than 1 MiB', `{"Username":"${'hunter2'.repeat(1_500_000)}"}`],
      ['Username must have at most 128 characters', `{"Username":"${'hunter2'.repeat(100_000)}"}`],
      ['Select must be one of', '{"Username":"alice","Select":"hunter2"}', 'alice'],
      ['Confirm must be', '{"Username":"alice","Confirm":"hunter2"}', 'alice'],
    ];
    const parts = lines.flatMap(([, line]) => [Buffer.from(line), Buffer.from('\n')]);
    const text = Buffer.concat([Buffer.from('\uFEFF'), ...parts, Buffer.from('{"Username":"alice"}\n')]);
    const { code, results, stdout, stderr, sent } = await run(text);
    expect(code).to.equal(1);
    expect(stderr).to.contain(`\nRecordsError: ${lines.length} of ${lines.length + 1} records failed\n`);
    expect(sent).to.deep.equal([alice]);
    expect(results).to.have.length(lines.length + 1);
    for (const [index, [problem, , input = null]] of lines.entries()) {
      const { error, ...start } = results[index] ?? {};
      expect(start).to.deep.equal({ index, input, ok: false });
      expect(error).to.deep.include({ name: 'RequestValidationError', code: 'ERR_REQUEST_INVALID', line: index + 1 });
      expect(error?.message).to.contain(problem);
    }
    // But as the username that it is.
    expect(stdout.replaceAll('"input":"hunter2\\u0000"', '')).not.to.contain('hunter2');
  });

  it('in a CSV with a broken header is one error for all, and nothing is sent', async () => {
    const { code, stdout, stderr, sent } = await run('Usernam,ClientId\nalice,hunter2\n');
    expect({ code, stdout, sent }).to.deep.equal({ code: 2, stdout: '', sent: [] });
    expect(stderr).to.match(
      /^RequestValidationError: Line 1 is no header: no column is named Username; did you mean Username in column 1\?\n/,
    );
    expect(stderr).not.to.contain('hunter2').and.not.to.contain('hint:');
  });
});

describe('standard input that cannot be read', () => {
  it('is told, after the results of what could be read', async () => {
    await withCognito(pool, async ({ url }) => {
      async function* broken() {
        yield Buffer.from('alice\n');
        throw Object.assign(new Error('hunter2'), { code: 'EIO' });
      }
      const argv = ['--client-id=client1', `--endpoint-url=${url}`];
      const { code, stdout, stderr } = await runHere(argv, { stdin: Readable.from(broken()) });
      expect(code).to.equal(2);
      expect(stdout).to.equal(`${JSON.stringify(accepted(0, 'alice'))}\n`);
      expect(stderr)
        .to.contain(`${NO_JOURNAL}\n1 record: 1 accepted\n`)
        .and.to.match(/\nInputError: Standard input cannot be read: the device failed \(EIO\)\n$/);
    });
  });
});
