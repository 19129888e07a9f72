// A batch that is killed again and again, at any moment: nobody gets two codes, and nobody is lost.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { campaignSize } from '../support/campaign.ts';
import { seededChance } from '../support/chance.ts';
import { CLI } from '../support/cli.ts';
import { answersOf, knowing, openCognito } from '../support/cognito.ts';
import { type Answer, loopback, silence } from '../support/loopback.ts';

const USERS = campaignSize(3_000, 600);
const KILLS = campaignSize(20, 4);
const CONCURRENCY = 8;
const SEED = 20_261_123;

interface Line {
  readonly input: string;
  readonly ok: boolean;
  readonly skipped?: string;
}

describe('a batch that is killed', () => {
  it(`${KILLS} times sends nobody a second code, and loses nobody`, async function () {
    this.timeout(180_000);
    const { below } = seededChance(SEED);
    const folder = await mkdtemp(join(tmpdir(), 'kill-'));
    let child: ChildProcess | undefined;
    let untilKill = Number.POSITIVE_INFINITY;
    const names = Array.from({ length: USERS }, (_, index) => `user${index}`);
    const cognito = openCognito(knowing(...names));
    const answer = answersOf(cognito);
    const service = await loopback(async (request) => {
      untilKill--;
      const isLast = untilKill === 0;
      const kill = (): Answer => {
        child?.kill('SIGKILL');
        return silence;
      };
      // Before the service acts, or after, before it answers.
      if (isLast && below(2)) return kill();
      const reply = await answer(request);
      return isLast ? kill() : reply;
    });
    await writeFile(join(folder, 'users'), names.join('\n'));

    const run = async (): Promise<{ signal: string | null; lines: Line[] }> => {
      const users = await open(join(folder, 'users'));
      const argv = ['--client-id=client1', `--endpoint-url=${service.url}`, `--journal=${join(folder, 'journal')}`];
      const options = [`--concurrency=${CONCURRENCY}`, '--requests-per-second=100000'];
      child = spawn(process.execPath, [CLI, ...argv, ...options], { stdio: [users.fd, 'pipe', 'inherit'] });
      const [output, [, signal]] = await Promise.all([
        text(child.stdout as NonNullable<ChildProcess['stdout']>),
        once(child, 'close'),
      ]);
      await users.close();
      // The last line of a killed run may be torn.
      const whole = output.slice(0, output.lastIndexOf('\n') + 1);
      return {
        signal,
        lines: whole
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
      };
    };

    try {
      for (let kill = 0; kill < KILLS; kill++) {
        untilKill = 1 + below(120);
        // By the count of requests, or at whatever moment it may be.
        const timer = kill % 2 ? setTimeout(() => child?.kill('SIGKILL'), 200 + below(200)) : undefined;
        expect((await run()).signal).to.equal('SIGKILL');
        clearTimeout(timer);
      }
      untilKill = Number.POSITIVE_INFINITY;
      const { lines } = await run();
      const unknown = lines.filter(({ skipped }) => skipped === 'unknown').map(({ input }) => input);
      expect(lines).to.have.length(USERS);
      const reached = new Set(cognito.messages.map(({ username }) => username));
      expect(cognito.messages).to.have.length(reached.size);
      const lost = names.filter((name) => !reached.has(name) && !unknown.includes(name));
      expect(lost).to.deep.equal([]);
      expect(unknown.length).to.be.within(1, CONCURRENCY * KILLS);
      expect(lines.filter(({ ok }) => !ok)).to.have.length(unknown.length);
    } finally {
      await service[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    }
  });
});
