// What a batch takes from its client's configuration and its surroundings.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as node from '../../lib/node.ts';
import { collect, describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { accepting, openCognito, refusing, withCognito } from '../support/cognito.ts';

const failing = refusing('InternalErrorException');
const throttling = refusing('TooManyRequestsException');

async function withVariables<Result>(variables: NodeJS.ProcessEnv, use: () => Promise<Result>): Promise<Result> {
  const saved = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await use();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, saved);
  }
}

describeCmdlet('a batch that keeps a pace', (useBench, build) => {
  for (const maxAttempts of [Number.NaN, 0, 'x']) {
    it(`refuses maxAttempts: ${maxAttempts}, as a single call does`, () =>
      useBench(async ({ lib, base, service }) => {
        const ClientConfig = { delivery: 'at-least-once', maxAttempts: maxAttempts as number } as const;
        const [result] = await collect(
          lib.resetForgottenPasswords(['alice'], { ...base, concurrency: 2, ClientConfig }),
        );
        expect(result).to.have.nested.property('error.code', 'ERR_CONFIGURATION_OPTION');
        expect(service.requests).to.have.length(0);
      }, failing));
  }

  it('makes as many attempts as its configuration says', () =>
    useBench(async ({ lib, base, service }) => {
      const ClientConfig = { delivery: 'at-least-once', maxAttempts: 2 } as const;
      await collect(lib.resetForgottenPasswords(['alice'], { ...base, concurrency: 2, ClientConfig }));
      expect(service.requests).to.have.length(2);
    }, failing));

  if (build === 'node') {
    it('makes as many attempts as AWS_MAX_ATTEMPTS says, where its configuration says nothing', () =>
      withVariables({ AWS_MAX_ATTEMPTS: '1' }, () =>
        useBench(async ({ lib, base, service }) => {
          const ClientConfig = { delivery: 'at-least-once' } as const;
          await collect(lib.resetForgottenPasswords(['alice'], { ...base, concurrency: 2, ClientConfig }));
          expect(service.requests).to.have.length(1);
        }, failing),
      ));
  }

  it('gives up a throttled record after maxWaitMs, even while it waits for its turn', () =>
    useBench(async ({ lib, base }) => {
      // At the lowest pace, these would take turns for a minute.
      const users = Array.from({ length: 30 }, (_, index) => `user${index}`);
      const results = await collect(lib.resetForgottenPasswords(users, { ...base, concurrency: 30, maxWaitMs: 300 }));
      expect(results).to.have.length(30);
      for (const result of results) expect(result).to.have.nested.property('error.name', 'TooManyRequestsException');
    }, throttling));
});

describe('the journal of a batch', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (parameters: object): Promise<unknown[]> => {
    const journal = join(folder, 'run.journal');
    return collect(node.resetForgottenPasswords(['a'], { ClientId: 'client1', journal, ...parameters }));
  };

  it('belongs to the endpoint that the environment names', () =>
    withCognito(accepting, (first) =>
      withCognito(accepting, async (second) => {
        await withVariables({ AWS_ENDPOINT_URL: first.url }, () => run({}));
        for (const other of [
          () => withVariables({ AWS_ENDPOINT_URL: second.url }, () => run({})),
          () => run({ EndpointUrl: second.url }),
          () => run({ Region: 'eu-west-1' }),
        ]) {
          expect(await rejectionOf(other())).to.include({ code: 'ERR_CONFIGURATION_OPTION' });
        }
        expect(second.requests).to.have.length(0);
        expect(await run({ EndpointUrl: first.url })).to.have.nested.property('0.skipped', 'accepted');
      }),
    ));

  it('belongs to the region that the environment names', async () => {
    const ClientConfig = { transport: openCognito().transport };
    await withVariables({ AWS_REGION: 'eu-west-1' }, () => run({ ClientConfig }));
    const error = await rejectionOf(withVariables({ AWS_REGION: 'us-east-1' }, () => run({ ClientConfig })));
    expect(error).to.include({ code: 'ERR_CONFIGURATION_OPTION' });
    expect(await run({ ClientConfig, Region: 'eu-west-1' })).to.have.nested.property('0.skipped', 'accepted');
  });

  it('cannot have an empty path, which would be no journal', async () => {
    const error = await rejectionOf(run({ journal: '', EndpointUrl: 'http://127.0.0.1:9' }));
    expect(error).to.include({ code: 'ERR_CONFIGURATION_OPTION' });
  });
});
