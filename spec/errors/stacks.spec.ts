// What a stack trace tells of a call that failed: our functions, and the caller's.
import { expect } from 'chai';
import type { BaseClient } from '../../lib/client/client.ts';
import { bothBuilds } from '../support/both-builds.ts';
import { type Answer, refusal, reset } from '../support/loopback.ts';
import { type Cases, rejectionOf, request, type World } from '../support/world.ts';

async function resetPasswordOfAlice(client: BaseClient): Promise<void> {
  await client.forgotPassword(request);
}

async function framesOf({ serve, client }: World, answer: Answer): Promise<string[]> {
  const { url } = await serve(answer);
  const { stack = '' } = await rejectionOf(resetPasswordOfAlice(client(url)));
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

const failures: Readonly<Record<string, Answer>> = {
  'a service error': refusal('NotAuthorizedException'),
  'a transport error': reset,
  'a response error': { status: 503 },
};

const stackCases: Cases = Object.fromEntries(
  Object.entries(failures).map(([what, answer]) => [
    `of ${what}`,
    {
      async 'names our function that made the call'(world: World) {
        expect((await framesOf(world, answer)).join('\n')).to.match(/at (async )?Call\.run \(.*call\.ts/);
      },
      async 'names the function of the caller'(world: World) {
        expect((await framesOf(world, answer)).join('\n')).to.match(
          /at async resetPasswordOfAlice \(.*stacks\.spec\.ts/,
        );
      },
    },
  ]),
);

bothBuilds('the stack trace', {
  ...stackCases,
  'of a request that is refused before it is sent': {
    async 'names our function that made the call, and the function of the caller'({ client }) {
      const caller = client('http://127.0.0.1:9');
      const askForNobody = async (): Promise<void> => {
        await caller.forgotPassword({ Username: '' });
      };
      const { stack } = await rejectionOf(askForNobody());
      expect(stack).to.match(/at (async )?Call\.run \(.*call\.ts/);
      expect(stack).to.match(/at (async )?askForNobody \(.*stacks\.spec\.ts/);
    },
  },
});
