import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { NO_JOURNAL } from '../../lib/cli/batch/notices.ts';
import { type CliRun, startCli } from '../support/cli.ts';
import { accepting, answersOf, details, openCognito, refusing, type Setting, withCognito } from '../support/cognito.ts';
import { type Answer, type Answerer, type Loopback, refusal, silence, withLoopback } from '../support/loopback.ts';
import { runHere } from '../support/run-here.ts';

const throttled: Answer = {
  ...refusal('TooManyRequestsException', 'Rate exceeded', 429),
  headers: { 'x-amz-retry-after': '5000' },
};

/** Starts a server that does something once it has a request, and then answers. */
const withHook = <Result>(
  hook: () => unknown,
  answer: Answer | Answerer,
  use: (server: Loopback) => Promise<Result>,
): Promise<Result> =>
  withLoopback(
    [
      async (request) => {
        await hook();
        return typeof answer === 'function' ? answer(request) : answer;
      },
    ],
    use,
  );

const start = (url: string, ...args: string[]): CliRun =>
  startCli(['alice', '--client-id=client', `--endpoint-url=${url}`, ...args]);

describe('Ctrl-C', () => {
  it('while the service works says that a code may have been sent', async () => {
    let run: CliRun | undefined;
    await withHook(
      () => run?.child.kill('SIGINT'),
      silence,
      async ({ url }) => {
        run = start(url, '--request-timeout-ms=500');
        const { code, stdout, stderr } = await run.result;
        expect({ code, stdout }).to.deep.equal({ code: 130, stdout: '' });
        expect(stderr)
          .to.match(/^InterruptedError: Interrupted\. A code may have been sent\n/)
          .and.to.contain('failure: TransportError: ');
      },
    );
  });

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    it(`has the gentleness of which ${signal} makes use as well, with its own exit code`, async () => {
      let run: CliRun | undefined;
      await withHook(
        () => run?.child.kill(signal),
        silence,
        async ({ url }) => {
          run = start(url, '--request-timeout-ms=500');
          const ended = await run.result;
          expect(ended.code).to.equal(code);
          expect(ended.stderr).to.match(/^InterruptedError: Interrupted\. A code may have been sent\n/);
        },
      );
    });
  }

  it('ends a run that only looks at its records, however many there are', async () => {
    const run = startCli(['--client-id=client', '--region=eu-west-1', '--dry-run'], {}, 'open');
    function* endless() {
      const chunk = 'a\n'.repeat(32_768);
      for (;;) yield chunk;
    }
    Readable.from(endless()).pipe(run.child.stdin as NodeJS.WritableStream);
    run.child.stdout?.once('data', () => run.child.kill('SIGINT'));
    expect((await run.result).code).to.equal(130);
  });

  it('between attempts says what became of the last one, and ends the wait', async () => {
    await withLoopback([throttled], async ({ url, requests }) => {
      const run = start(url, '--verbose', '--error-format=json');
      run.child.stderr?.on('data', (text: string) => {
        if (text.includes('retry-scheduled')) run.child.kill('SIGINT');
      });
      const { code, stderr } = await run.result;
      expect(code).to.equal(130);
      expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).to.deep.include({
        code: 'ERR_INTERRUPTED',
        outcome: 'rejected',
        message: 'Interrupted. No code was sent',
      });
      expect(requests).to.have.length(1);
    });
  });

  it('once more ends the command at once', async () => {
    let run: CliRun | undefined;
    let repeat: NodeJS.Timeout | undefined;
    await withHook(
      () => {
        // Until it is gone: two signals in a row may count as one.
        repeat = setInterval(() => run?.child.kill('SIGINT'), 50);
      },
      silence,
      async ({ url }) => {
        run = start(url);
        const { code } = await run.result;
        clearInterval(repeat);
        expect({ code, signal: run.child.signalCode }).to.deep.equal({ code: null, signal: 'SIGINT' });
      },
    );
  });

  it('ends a run that waits for its first record', async () => {
    const { child, result } = startCli(['--client-id=c', '--region=eu-west-1', '--verbose'], {}, 'open');
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { code, stdout, stderr } = await result;
    expect({ code, stdout }).to.deep.equal({ code: 130, stdout: '' });
    expect(stderr).to.contain('InterruptedError: Interrupted. Nothing was sent');
  });

  it('ends a run that waits for records', async () => {
    let run: CliRun | undefined;
    await withCognito(accepting, async ({ url, requests }) => {
      run = startCli(['--client-id=client', `--endpoint-url=${url}`], {}, 'open');
      run.child.stdout?.on('data', () => run?.child.kill('SIGINT'));
      run.child.stdin?.write('alice\n');
      const { code, stdout, stderr } = await run.result;
      expect({ code, stdout }).to.deep.equal({
        code: 130,
        stdout: `${JSON.stringify({ index: 0, input: 'alice', ok: true, output: details })}\n`,
      });
      expect(stderr).to.equal(
        `${NO_JOURNAL}\n1 record: 1 accepted\n` +
          'Without --journal, the same command sends again to 1 record that was sent: remove the records up to line 1 from the input, try the rest with --limit 10, and give --journal FILE from now on.\n' +
          'InterruptedError: Interrupted. 0 of 1 records failed; no further one was sent\n',
      );
      expect(requests).to.have.length(1);
    });
  });
});

describe('an interruption', () => {
  /** A run whose interruption comes while the first request is under way, before its answer. */
  const interruptedBy = async (answer: Answer | Answerer, argv: readonly string[], stdin = '', isTTY = false) => {
    const controller = new AbortController();
    const interrupt = (): void => controller.abort();
    return withHook(interrupt, answer, async ({ url, requests }) => {
      const here = { signal: controller.signal, stdin: Readable.from([Buffer.from(stdin)]), isTTY };
      const result = await runHere([...argv, '--client-id=c', `--endpoint-url=${url}`], here);
      expect(requests).to.have.length(1);
      return result;
    });
  };
  const poolWith = (setting: Setting): Answerer => answersOf(openCognito(setting));

  it('waits for the request under way, and prints what it brings', async () => {
    const { code, stdout, stderr } = await interruptedBy(poolWith(accepting), ['alice']);
    expect({ code, stdout }).to.deep.equal({ code: 130, stdout: `${JSON.stringify(details)}\n` });
    expect(stderr).to.match(/^InterruptedError: Interrupted\. The request was accepted\n/);
  });

  it('tells a person at the terminal what it waits for', async () => {
    for (const [argv, stdin] of [[['alice']], [[], 'alice\n']] as const) {
      const { stderr } = await interruptedBy(poolWith(accepting), argv, stdin, true);
      expect(stderr).to.match(
        /^(No --journal is given.*\n)?Waiting for requests in flight\. Press Ctrl-C again to quit\.\n(1 record: 1 accepted\n.*\n)?InterruptedError: /,
      );
    }
  });

  it('tells what the request under way failed with', async () => {
    const notFound = refusing({ name: 'UserNotFoundException', message: 'No.' });
    const { code, stderr } = await interruptedBy(poolWith(notFound), ['alice']);
    expect(code).to.equal(130);
    expect(stderr).to.contain('Interrupted. No code was sent\n  failure: UserNotFoundException: No.\n');
  });

  it('waits for the record under way, prints its result, and sends no further one', async () => {
    const { code, stdout, stderr } = await interruptedBy(poolWith(accepting), ['--concurrency=1'], 'alice\nbob\n');
    expect({ code, stdout }).to.deep.equal({
      code: 130,
      stdout: `${JSON.stringify({ index: 0, input: 'alice', ok: true, output: details })}\n`,
    });
    expect(stderr).to.contain('0 of 1 records failed; no further one was sent');
  });

  it('sends none of the records that were read ahead, though others are under way all the time', async () => {
    const controller = new AbortController();
    await withHook(
      () => {
        controller.abort();
        return sleep(100);
      },
      poolWith(accepting),
      async ({ url, requests }) => {
        const stdin = Readable.from([Buffer.from(Array.from({ length: 50 }, (_, index) => `user${index}\n`).join(''))]);
        const argv = ['--client-id=c', `--endpoint-url=${url}`, '--concurrency=4', '--requests-per-second=100'];
        const { code, stdout } = await runHere(argv, { signal: controller.signal, stdin });
        expect(code).to.equal(130);
        expect(requests.length).to.be.at.most(4);
        expect(stdout.trimEnd().split('\n')).to.have.length.at.most(4);
      },
    );
  });

  it('ends the wait before a further attempt for a record, whose result says what is known', async () => {
    const { code, stdout } = await interruptedBy(throttled, ['--concurrency=1'], 'alice\nbob\n');
    expect(code).to.equal(130);
    const { error, ...others } = JSON.parse(stdout);
    expect(others).to.deep.equal({ index: 0, input: 'alice', ok: false });
    expect(error).to.deep.include({ name: 'TooManyRequestsException', outcome: 'rejected', line: 1 });
  });
});

describe('a closed output pipe', () => {
  it('ends the command with 141, and says that the request was accepted', async () => {
    let closeOutput = async (): Promise<void> => {};
    await withHook(
      () => closeOutput(),
      answersOf(openCognito()),
      async ({ url, requests }) => {
        const { child, result } = start(url);
        closeOutput = async () => {
          const { stdout } = child;
          if (!stdout) return;
          const closed = once(stdout, 'close');
          stdout.destroy();
          await closed;
        };
        const { code, stderr } = await result;
        expect(code).to.equal(141);
        expect(stderr).to.match(
          /^ClosedOutputError: Standard output was closed before the end\. The request was accepted\.\n/,
        );
        expect(requests).to.have.length(1);
      },
    );
  });

  it('ends a run over records with 141 and the summary, and no further record is sent', async () => {
    await withCognito(refusing('UserNotFoundException'), async ({ url, requests }) => {
      const { child, result } = startCli(
        ['--client-id=client', `--endpoint-url=${url}`, '--concurrency=1'],
        {},
        'open',
      );
      child.stdin?.write('alice\n');
      const { stdout } = child;
      if (!stdout) throw new Error('There is an output');
      await once(stdout, 'data');
      const closed = once(stdout, 'close');
      stdout.destroy();
      await closed;
      child.stdin?.write('bob\ncarol\n');
      const { code, stderr } = await result;
      expect(code).to.equal(141);
      expect(stderr)
        .to.contain(`${NO_JOURNAL}\n2 records: 2 rejected\n`)
        .and.to.contain('ClosedOutputError: Standard output was closed before the end. 2 of 2 records failed');
      expect(requests).to.have.length(2);
    });
  });
});
