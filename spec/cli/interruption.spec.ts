import { once } from 'node:events';
import { expect } from 'chai';
import { type CliRun, startCli } from '../support/cli.ts';
import { reply, startService, withService } from '../support/service.ts';

const start = (url: string, ...args: string[]): CliRun =>
  startCli(['alice', '--client-id=client', `--endpoint-url=${url}`, ...args]);

describe('Ctrl-C', () => {
  it('while the service works says that a code may have been sent', async () => {
    let run: CliRun | undefined;
    await withService(
      () => run?.child.kill('SIGINT'),
      async ({ url }) => {
        run = start(url);
        const { code, stdout, stderr } = await run.result;
        expect({ code, stdout }).to.deep.equal({ code: 130, stdout: '' });
        expect(stderr).to.match(/^InterruptedError: Interrupted\. A code may have been sent\n/);
      },
    );
  });

  it('between attempts says what became of the last one, and ends the wait', async () => {
    const throttle = reply(429, { __type: 'TooManyRequestsException', message: 'x' }, { 'x-amz-retry-after': '5000' });
    await withService(throttle, async ({ url, requests }) => {
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
});

describe('a closed output pipe', () => {
  it('ends the command quietly', async () => {
    let closeOutput = async (): Promise<void> => {};
    const service = await startService(async (...exchange) => {
      await closeOutput();
      reply(200, {})(...exchange);
    });
    try {
      const { child, result } = start(service.url);
      closeOutput = async () => {
        const { stdout } = child;
        if (!stdout) return;
        const closed = once(stdout, 'close');
        stdout.destroy();
        await closed;
      };
      const { code, stderr } = await result;
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(service.requests).to.have.length(1);
    } finally {
      await service.close();
    }
  });
});
