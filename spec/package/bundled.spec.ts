import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';
import { refusing, withCognito } from '../support/cognito.ts';
import { type Consumer, makeConsumer } from '../support/consumer.ts';
import { installLocked } from '../support/install-locked.ts';
import {
  type Bundle,
  bundlersFolder,
  bundleWithEsbuild,
  bundleWithRollup,
  bundleWithWebpack,
  type PackageBuild,
} from './bundlers.ts';

const BUNDLERS: readonly (readonly [string, Bundle])[] = [
  ['esbuild', bundleWithEsbuild],
  ['Rollup', bundleWithRollup],
  ['webpack', bundleWithWebpack],
];

const sources = { node, web };
const apps = fileURLToPath(new URL('apps/', import.meta.url));

/** An error reply for each row of the table of messages that the service was seen to send. */
const MESSAGES = [
  ['UserNotFoundException', 'Username/client id combination not found.'],
  [
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  ],
  ['NotAuthorizedException', 'User password cannot be reset in the current state.'],
  ['NotAuthorizedException', 'User is disabled.'],
  ['NotAuthorizedException', 'Contact administrator to reset password.'],
  ['NotAuthorizedException', 'Unable to verify secret hash for client 1example23456789'],
  ['NotAuthorizedException', 'Client 1example23456789 is configured with secret but SECRET_HASH was not received'],
  ['ResourceNotFoundException', 'User pool client 1example23456789 does not exist.'],
  ['InvalidParameterException', "1 validation error detected: Value at 'clientId' failed to satisfy constraint: …"],
  ['LimitExceededException', 'Attempt limit exceeded, please try after some time.'],
  ['LimitExceededException', 'Exceeded daily email limit for the operation or the account.'],
  ['TooManyRequestsException', 'Rate exceeded'],
  ['CodeDeliveryFailureException', 'Unable to deliver code to user'],
  ['InvalidSmsRoleAccessPolicyException', 'Role does not have permission to publish with SNS'],
  ['InvalidSmsRoleTrustRelationshipException', 'Role does not have a trust relationship'],
  ['InvalidEmailRoleAccessPolicyException', 'Role does not have permission to send with SES'],
  ['UserLambdaValidationException', 'CustomMessage failed with error no.'],
  ['InvalidLambdaResponseException', 'Unrecognizable lambda output'],
  ['UnexpectedLambdaException', 'CustomMessage invocation failed due to error.'],
  ['ForbiddenException', 'Request not allowed due to WAF block.'],
  ['InternalErrorException', 'Something already went wrong.'],
  ['SomethingNewException', 'A name that nobody modelled.'],
] as const;

const WRONG_SECRET = refusing({
  name: 'NotAuthorizedException',
  message: 'Unable to verify secret hash for client 1example23456789',
});

const usernames = (count: number): string[] => Array.from({ length: count }, (_, index) => `user${index}`);

const replies = MESSAGES.map(([name, message]) => ({ __type: name, message, status: 400 }));

const config = { region: 'eu-west-1', clientId: '1example23456789', maxAttempts: 1 };

/** What the application `apps/client.mjs` prints, from the sources. */
async function explainedBySource(build: PackageBuild): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const { status, ...body } of replies) {
    const transport = async (): Promise<Response> => new Response(JSON.stringify(body), { status });
    const client = new sources[build].ForgotPasswordClient({ ...config, transport });
    const error: unknown = await client.forgotPassword({ Username: 'alice' }).catch((thrown: unknown) => thrown);
    const { name, code, outcome, reason, hint } = Object(error);
    errors.push(JSON.parse(JSON.stringify({ name, code, outcome, reason, hint })));
  }
  return errors;
}

describe('an application that imports no exception class', () => {
  let consumer: Consumer;

  before(async function () {
    // The first run installs the bundlers.
    this.timeout(120_000);
    await installLocked(bundlersFolder);
    consumer = await makeConsumer();
    for (const app of ['batch', 'client']) await consumer.copy(join(apps, `${app}.mjs`), `${app}.mjs`);
  });

  after(() => consumer.remove());

  for (const [tool, bundle] of BUNDLERS) {
    for (const build of ['node', 'web'] as const) {
      describe(`bundled with ${tool}, ${build} build`, () => {
        let folder: string;

        before(async () => {
          // Away from every node_modules, as a deployment is.
          folder = await mkdtemp(join(tmpdir(), 'bundled-'));
          for (const app of ['batch', 'client']) {
            const outfile = join(folder, app, 'app.mjs');
            const entry = join(consumer.folder, `${app}.mjs`);
            // webpack's minifier takes seconds.
            await bundle({ entry, outfile, build, format: 'esm', minify: tool !== 'webpack' });
          }
        });

        after(() => rm(folder, { recursive: true, force: true }));

        const run = async (app: string, ...args: readonly unknown[]): Promise<unknown> => {
          const texts = args.map((argument) => JSON.stringify(argument));
          const path = join(folder, app, 'app.mjs');
          const { stdout } = await promisify(execFile)(process.execPath, [path, ...texts]);
          return JSON.parse(stdout);
        };
        const batch = (url: string, parameters: object, users: readonly string[]): Promise<unknown> =>
          run('batch', { ClientId: '1example23456789', EndpointUrl: url, ...parameters }, users);

        it('stops a batch after the third request when the client secret is wrong and stopAfter is 3', async () => {
          await withCognito(WRONG_SECRET, async ({ url, requests }) => {
            const printed = await batch(url, { stopAfter: 3 }, usernames(20));
            expect(requests).to.have.length(3);
            expect(printed).to.have.nested.property('endedWith.code', 'ERR_STOPPED_FAILURES');
          });
        });

        it('tells the same reason and hint as the source', async () => {
          expect(await run('client', config, replies)).to.deep.equal(await explainedBySource(build));
        });

        if (build === 'web') return;

        it('sends users again whom an earlier run failed on a wrong client secret', async () => {
          const journal = join(folder, 'journal');
          // One service, as a journal belongs to one endpoint.
          await withCognito(WRONG_SECRET, async ({ url, requests, reset }) => {
            await batch(url, { journal }, usernames(4));
            expect(requests).to.have.length(4);
            // The secret is put right: the pool refuses no more.
            reset();
            await batch(url, { journal }, usernames(4));
            expect(requests).to.have.length(4);
          });
        });
      });
    }
  }
});
