// AWS's own clients against listen(): they must understand its replies. The AWS CLI and botocore need Python, and
// run-tools.ts installs the SDK on demand. Clients that are not installed are skipped.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { createCognito, type Listening, type OperationName, type TestCognito } from '../../lib/testing/testing.ts';
import { isInstalled } from '../support/aws-cli.ts';
import { alice, CLIENT_ID, LEGACY } from './support.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 90_000;
const SDK = '@aws-sdk/client-cognito-identity-provider';
const bench = new URL('../bench/', import.meta.url);

// All modelled exceptions except OperationNotEnabledException, which the installed clients do not know yet.
const FORGOT = [
  'CodeDeliveryFailureException',
  'ForbiddenException',
  'InternalErrorException',
  'InvalidEmailRoleAccessPolicyException',
  'InvalidLambdaResponseException',
  'InvalidParameterException',
  'InvalidSmsRoleAccessPolicyException',
  'InvalidSmsRoleTrustRelationshipException',
  'LimitExceededException',
  'NotAuthorizedException',
  'ResourceNotFoundException',
  'TooManyRequestsException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotFoundException',
] as const;
const CONFIRM = [
  'CodeMismatchException',
  'ExpiredCodeException',
  'InvalidPasswordException',
  'PasswordHistoryPolicyViolationException',
  'TooManyFailedAttemptsException',
  'UserNotConfirmedException',
] as const;

/** Every exception, with an operation that models it. */
const exceptions: readonly (readonly [OperationName, string])[] = [
  ...FORGOT.map((name) => ['ForgotPassword', name] as const),
  ...CONFIRM.map((name) => ['ConfirmForgotPassword', name] as const),
];

const env = {
  ...process.env,
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_PAGER: '',
  NO_PROXY: '127.0.0.1',
};

/** Describes a client, with a listening Cognito. */
function describeClient(name: string, body: (open: () => { cognito: TestCognito; url: string }) => void): void {
  describe(name, function () {
    this.timeout(TIMEOUT_MS);
    const cognito = createCognito({ users: [alice], clients: [LEGACY] });
    let listening: Listening;
    before(async () => {
      listening = await cognito.listen();
    });
    beforeEach(() => cognito.reset());
    after(() => listening.close());
    body(() => ({ cognito, url: listening.url }));
  });
}

if (isInstalled('aws', '--version')) {
  describeClient('the AWS CLI', (open) => {
    const aws = (command: string, ...args: readonly string[]) => {
      const where = ['--endpoint-url', open().url, '--no-sign-request', '--region', 'eu-west-1'];
      return run('aws', ['cognito-idp', command, ...where, '--client-id', CLIENT_ID, ...args], { env });
    };

    it('sets a password with the code from the message', async () => {
      const { cognito } = open();
      const { stdout } = await aws('forgot-password', '--username', 'alice');
      expect(JSON.parse(stdout)).to.deep.equal({
        CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
      });
      const code = cognito.codeOf('alice') ?? '';
      const secret = ['--confirmation-code', code, '--password', 'Correct-Horse-7'];
      await aws('confirm-forgot-password', '--username', 'alice', ...secret);
      expect(cognito.passwordOf('alice')).to.equal('Correct-Horse-7');
    });

    it('names the error and its message', async () => {
      const { stderr } = await aws('forgot-password', '--username', 'nobody').catch((error) => error);
      expect(stderr).to.include(
        'An error occurred (UserNotFoundException) when calling the ForgotPassword operation: Username/client id combination not found.',
      );
    });
  });
}

if (isInstalled('python3', '-cimport botocore')) {
  describeClient('botocore', (open) => {
    it('raises the class of each exception, with its message', async () => {
      const { cognito, url } = open();
      const calls = [...exceptions.map(([operation]) => operation), 'ForgotPassword'];
      for (const [, name] of exceptions) cognito.fail({ when: 'before', with: { name, message: `About ${name}.` } });
      const script = fileURLToPath(new URL('botocore_errors.py', import.meta.url));
      const { stdout } = await run('python3', [script, url, JSON.stringify(calls)], { env });
      expect(stdout.trim().split('\n')).to.deep.equal([
        ...exceptions.map(([, name]) => `${name} | ${name} | About ${name}.`),
        'accepted',
      ]);
    });
  });
}

/** The part of the SDK that this spec uses. */
interface Sdk {
  readonly [name: string]: new (input: object) => object;
}

interface SdkClient {
  send(command: object): Promise<{ readonly CodeDeliveryDetails?: object }>;
  destroy(): void;
}

if (existsSync(new URL(`node_modules/${SDK}/package.json`, bench))) {
  describeClient('the AWS SDK for JavaScript', (open) => {
    const sdk: Sdk = createRequire(bench)(SDK);
    const make = (name: string, input: object): object => Reflect.construct(sdk[name] ?? expect.fail(name), [input]);
    const isClient = (value: object): value is SdkClient => 'send' in value;
    let client: SdkClient;
    before(() => {
      const made = make('CognitoIdentityProviderClient', {
        region: 'eu-west-1',
        endpoint: open().url,
        maxAttempts: 1,
      });
      if (isClient(made)) client = made;
    });
    after(() => client.destroy());

    const request = { ClientId: CLIENT_ID, Username: 'alice' };
    const commandOf = (operation: OperationName): object =>
      operation === 'ForgotPassword'
        ? make('ForgotPasswordCommand', request)
        : make('ConfirmForgotPasswordCommand', { ...request, ConfirmationCode: '000000', Password: 'Pass-word-1' });

    it('sets a password with the code from the message', async () => {
      const { cognito } = open();
      const { CodeDeliveryDetails } = await client.send(commandOf('ForgotPassword'));
      expect(CodeDeliveryDetails).to.have.property('Destination', 'a***@e***');
      const secret = { ConfirmationCode: cognito.codeOf('alice'), Password: 'Correct-Horse-7' };
      await client.send(make('ConfirmForgotPasswordCommand', { ...request, ...secret }));
      expect(cognito.passwordOf('alice')).to.equal('Correct-Horse-7');
    });

    it('throws the class of each exception, with its message and the ID of the request', async () => {
      const { cognito } = open();
      for (const [operation, name] of exceptions) {
        cognito.fail({ when: 'before', with: { name, message: `About ${name}.` } });
        const error = await client.send(commandOf(operation)).then(
          () => expect.fail(name),
          (reason: unknown) => reason,
        );
        expect(error, name).to.be.instanceOf(sdk[name]);
        expect(error).to.include({ name, message: `About ${name}.` });
        expect(Object(error).$metadata.requestId).to.match(/^[0-9a-f-]{36}$/);
      }
    });
  });
}
