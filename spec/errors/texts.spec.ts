// Every text of the library's errors, beside what provokes it.
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { Batch } from '../../lib/bulk/batch.ts';
import { skippedError } from '../../lib/bulk/failures.ts';
import type { Transport } from '../../lib/client/transport.ts';
import { bothBuilds } from '../support/both-builds.ts';
import { collect } from '../support/cmdlet.ts';
import { accepting, openCognito, refusing, type Setting } from '../support/cognito.ts';
import { type Answer, deadUrl, muteServer, refusal, reset, secureLoopback, silence } from '../support/loopback.ts';
import { refusedWith, startProxy } from '../support/proxy.ts';
import { configurationRefusal } from '../support/refusals.ts';
import { type Cases, type Failure, rejectionOf, request, type World } from '../support/world.ts';

const WHOLE_NUMBER = 'must be a whole number from 1 to 2147483647';

/** Options of a client, and what is wrong with them. */
const configurations: readonly (readonly [what: string, config: unknown, text: string])[] = [
  ['an unknown option that is near a known one', { maxAttempt: 5 }, 'maxAttempt is unknown; did you mean maxAttempts?'],
  ['an unknown option that is near none', { xyz: 5 }, 'xyz is unknown'],
  ['a text of another type', { region: 5 }, 'region must be a string'],
  ['a text that is far too long', { clientId: 'a'.repeat(131_073) }, 'clientId must have at most 131072 characters'],
  ['a flag of another type', { useFipsEndpoint: 'true' }, 'useFipsEndpoint must be true or false'],
  ['a number of another type', { maxAttempts: '3' }, `maxAttempts ${WHOLE_NUMBER}`],
  ['a number that is too small', { connectTimeoutMs: 0 }, `connectTimeoutMs ${WHOLE_NUMBER}`],
  ['a number that is too large', { requestTimeoutMs: 2 ** 31 }, `requestTimeoutMs ${WHOLE_NUMBER}`],
  ['a number that is not whole', { timeoutMs: 1.5 }, `timeoutMs ${WHOLE_NUMBER}`],
  ['a number that is none', { maxResponseBytes: Number.NaN }, `maxResponseBytes ${WHOLE_NUMBER}`],
  ['another delivery', { delivery: 'sometimes' }, 'delivery must be at-most-once or at-least-once'],
  ['an empty secret', { clientSecret: '' }, 'clientSecret must not be empty'],
  ['a padded secret', { clientSecret: 'x\n' }, 'clientSecret must be a secret without white space at either end'],
  ['a long application ID', { appId: 'a'.repeat(51) }, 'appId must have at most 50 characters'],
  ['a transport that is none', { transport: {} }, 'transport must be a function'],
  ['a listener that is none', { onEvent: 'log' }, 'onEvent must be a function'],
  ['a history that is none', { history: () => {} }, 'history must be an object'],
  ['something else in the place of options', 'eu-west-1', 'The value must be an object'],
  ['two wrong options', { region: 5, appID: 'x' }, 'region must be a string; appID is unknown; did you mean appId?'],
];

/** Custom endpoints, and what is wrong with them. */
const endpoints: readonly (readonly [what: string, endpointUrl: string, text: string])[] = [
  ['no scheme', 'idp.example.com', 'endpointUrl must begin with http:// or https:// and a host'],
  ['another scheme', 'ftp://idp.example.com', 'endpointUrl must begin with http:// or https:// and a host'],
  ['no host', 'https:///path', 'endpointUrl must begin with http:// or https:// and a host'],
  ['a space', 'https://idp.example.com/a b', 'endpointUrl must not contain white space or backslashes'],
  ['a backslash', 'https://idp.example.com\\a', 'endpointUrl must not contain white space or backslashes'],
  [
    'user info',
    'https://me:secret@idp.example.com',
    'endpointUrl must not contain user info; remove what stands before the @',
  ],
  [
    'a query',
    'https://idp.example.com?a=b',
    'endpointUrl must not contain a query or a fragment; remove what follows the ? or #',
  ],
  [
    'a fragment',
    'https://idp.example.com#a',
    'endpointUrl must not contain a query or a fragment; remove what follows the ? or #',
  ],
  ['an invalid port', 'https://idp.example.com:99999', 'endpointUrl must be a valid URL'],
  ['an invalid host', 'https://[::g]', 'endpointUrl must be a valid URL'],
  [
    'a host with an escape',
    'https://idp%2eexample.com',
    'endpointUrl has a host that URL parsers read as idp.example.com; write it so',
  ],
  ['a host in another form', 'http://0x7f.1', 'endpointUrl has a host that URL parsers read as 127.0.0.1; write it so'],
];

const LABEL = 'must name a region such as eu-west-1: only letters, digits and hyphens, at most 63';
const POOL = 'userPoolId must look like eu-west-1_abc: a region, _ and an ID';

/** Where to send to, and what is wrong with it. */
const regions: readonly (readonly [what: string, config: object, text: string])[] = [
  ['a region that is no host label', { region: 'eu_west_1' }, `region ${LABEL}`],
  ['a region that is too long', { region: 'a'.repeat(64) }, `region ${LABEL}`],
  ['a user pool of such a region', { userPoolId: 'x.example.com/_a' }, POOL],
  ['a user pool without a region', { userPoolId: 'AbC123' }, POOL],
  ['a user pool with an empty region', { userPoolId: '_AbC123' }, POOL],
  ['a user pool without a region beside one', { userPoolId: 'AbC123', region: 'eu-west-1' }, POOL],
  [
    'a region that is not that of the user pool',
    { userPoolId: 'eu-west-1_a', region: 'eu-west-2' },
    'region eu-west-2 differs from the primary region of userPoolId (eu-west-1); remove one of the two',
  ],
  [
    'FIPS with a custom endpoint',
    { endpointUrl: 'https://idp.example.com', useFipsEndpoint: true },
    'endpointUrl excludes useFipsEndpoint; remove one of the two',
  ],
  [
    'dual-stack with a custom endpoint',
    { endpointUrl: 'https://idp.example.com', useDualstackEndpoint: true },
    'endpointUrl excludes useDualstackEndpoint; remove one of the two',
  ],
];

const many = Object.fromEntries(Array.from({ length: 80_000 }, (_, index) => [`m${index}`, index]));
const firstHundred = Object.keys(many).slice(0, 100);

/** Members of a request, and what is wrong with them. */
const requests: readonly (readonly [what: string, members: unknown, text: string])[] = [
  ['nothing', {}, 'ClientId is required; Username is required'],
  ['something else in the place of a request', 'alice', 'The value must be an object'],
  ['an empty text', { ...request, Username: '' }, 'Username must not be empty'],
  ['a text of another type', { ...request, Username: 5 }, 'Username must be a string'],
  ['a space in a username', { ...request, Username: 'a b' }, 'Username must not contain spaces or control characters'],
  ['a long username', { ...request, Username: 'a'.repeat(129) }, 'Username must have at most 128 characters'],
  [
    'a username of 8 million characters',
    { ...request, Username: 'a'.repeat(8_000_000) },
    'Username must have at most 128 characters',
  ],
  [
    'a hyphen in a client ID',
    { ...request, ClientId: 'a-b' },
    'ClientId must contain only ASCII letters, digits, _ and +',
  ],
  [
    'a hyphen in a secret hash',
    { ...request, SecretHash: 'a-b' },
    'SecretHash must contain only ASCII letters, digits, _, +, = and /',
  ],
  ['a structure of another type', { ...request, UserContextData: [] }, 'UserContextData must be an object'],
  [
    'a member of a structure',
    { ...request, UserContextData: { IpAddress: 5 } },
    'UserContextData/IpAddress must be a string',
  ],
  ['an entry of a map', { ...request, ClientMetadata: { key: 5 } }, 'ClientMetadata/key must be a string'],
  ['a map of another type', { ...request, ClientMetadata: 'key=value' }, 'ClientMetadata must be an object'],
  ['an unknown member', { ...request, Foo: 5 }, 'Foo is unknown'],
  [
    'an unknown member that is near a known one',
    { ClientId: 'client1', Usernam: 'alice' },
    'Usernam is unknown; did you mean Username?; Username is required',
  ],
  [
    '80,000 unknown members',
    { ...request, ...many },
    `${firstHundred.map((name) => `${name} is unknown`).join('; ')}; and 79900 more problems`,
  ],
  [
    '80,000 wrong entries of a map',
    { ...request, ClientMetadata: many },
    `${firstHundred.map((name) => `ClientMetadata/${name} must be a string`).join('; ')}; and 79900 more problems`,
  ],
];

const confirmation = { ...request, ConfirmationCode: '123456', Password: 'new one' };

/** Members that only the second operation has. */
const confirmations: readonly (readonly [what: string, members: unknown, text: string])[] = [
  ['no code and no password', request, 'ConfirmationCode is required; Password is required'],
  ['an empty code', { ...confirmation, ConfirmationCode: '' }, 'ConfirmationCode must not be empty'],
  ['a space in a code', { ...confirmation, ConfirmationCode: '1 2' }, 'ConfirmationCode must not contain spaces'],
  [
    'a long code',
    { ...confirmation, ConfirmationCode: '1'.repeat(2_049) },
    'ConfirmationCode must have at most 2048 characters',
  ],
  ['an empty password', { ...confirmation, Password: '' }, 'Password must not be empty'],
  ['a long password', { ...confirmation, Password: 'a'.repeat(257) }, 'Password must have at most 256 characters'],
];

const BARE =
  'bears no name of an AWS error: a proxy or gateway may have answered in place of the service. Check the endpoint.';

/** Replies, and the text of the error; HOST stands for host and port. */
const replies: readonly (readonly [what: string, answer: Answer, text: string])[] = [
  ['a page', { body: '<html>' }, 'The reply from HOST (status 200) is not a JSON object. Check the endpoint.'],
  ['a list', { body: [] }, 'The reply from HOST (status 200) is not a JSON object. Check the endpoint.'],
  [
    'a redirect',
    { status: 307, headers: { location: '/a' } },
    'The reply from HOST (status 307) is a redirect, which is not followed. Check the endpoint.',
  ],
  ['a bare 403', { status: 403, body: '<html>' }, `The reply from HOST (status 403) ${BARE}`],
  ['a bare 503', { status: 503, body: '' }, `The reply from HOST (status 503) ${BARE}`],
  [
    'a reply that is too large',
    { body: 'x'.repeat(9_000) },
    'The reply from HOST is larger than maxResponseBytes (8192). Check the endpoint, or raise it.',
  ],
  [
    'a member of the wrong type',
    { body: { CodeDeliveryDetails: { Destination: 5 } } },
    'The reply from HOST (status 200) is invalid: CodeDeliveryDetails/Destination must be a string. Check the endpoint.',
  ],
  ["the service's own error", refusal('NotAuthorizedException', 'User is disabled.'), 'User is disabled.'],
  ["the service's error without a message", refusal('NotAuthorizedException', ''), 'NotAuthorizedException'],
  ['a message that names the user', refusal('X', "No user 'alice'."), "No user '[redacted]'."],
  ['a message that is too long', refusal('X', 'x'.repeat(5_000)), '(a message of 5000 characters)'],
  ['a reset before the response', reset, 'The connection to HOST failed before the response (ECONNRESET).'],
  ['no response', silence, 'No response from HOST within 100 ms. Raise requestTimeoutMs if it needs longer.'],
  [
    'half a response',
    { body: '{"CodeDelivery', after: 'hang' },
    'No end of the response from HOST within 100 ms. Raise requestTimeoutMs if it needs longer.',
  ],
];

const REGIONAL = 'cognito-idp.eu-west-1.amazonaws.com';

/** Codes of a platform's error, and the text of ours. */
const codes: readonly (readonly [code: string | undefined, text: string])[] = [
  [undefined, `The connection to ${REGIONAL} failed before the response.`],
  ['ECONNRESET', `The connection to ${REGIONAL} failed before the response (ECONNRESET).`],
  ['ENOTFOUND', `No connection to ${REGIONAL}: the host does not exist (ENOTFOUND). Check the region or the endpoint.`],
];

const hostOf = (url: string): string => new URL(url).host;

/** What a call fails with, its own host written as HOST. */
async function textAt(url: string, failed: Promise<Failure>): Promise<string> {
  return (await failed).message.replaceAll(hostOf(url), 'HOST');
}

/** What the call of a client with such a transport fails with. */
function failureThrough({ lib }: World, transport: () => Promise<never>, config?: object): Promise<Failure> {
  const client = new lib.ForgotPasswordClient({ region: 'eu-west-1', transport, maxAttempts: 1, ...config });
  return rejectionOf(client.forgotPassword(request));
}

const fromTable = (
  rows: readonly (readonly [what: string, input: unknown, text: string])[],
  textOf: (world: World, input: unknown) => Promise<string> | string,
): Cases[string] =>
  Object.fromEntries(
    rows.map(([what, input, text]) => [
      `says what is wrong: ${what}`,
      async (world: World) => expect(await textOf(world, input)).to.equal(text) && undefined,
    ]),
  );

const tableCases: Cases = {
  'of the options of a client': fromTable(
    configurations,
    (world, config) => configurationRefusal(world, config).message,
  ),
  'of an endpoint': fromTable(endpoints, (world, endpointUrl) => configurationRefusal(world, { endpointUrl }).message),
  'of a region': fromTable(regions, (world, config) => configurationRefusal(world, config).message),
  'of a request': fromTable(requests, async ({ client }, members) => {
    const failed = client('http://127.0.0.1:9').forgotPassword(members as never);
    return (await rejectionOf(failed)).message;
  }),
  'of a request to confirm': fromTable(confirmations, async ({ client }, members) => {
    const failed = client('http://127.0.0.1:9').confirmForgotPassword(members as never);
    return (await rejectionOf(failed)).message;
  }),
  'of a reply': fromTable(replies, async ({ serve, client }, answer) => {
    const { url } = await serve(answer as Answer);
    const isSlow = (answer as Answer).after === 'hang';
    const limits = { maxResponseBytes: 8_192, maxAttempts: 1, ...(isSlow && { requestTimeoutMs: 100 }) };
    return textAt(url, rejectionOf(client(url, limits).forgotPassword(request)));
  }),
};

const transportCases: Cases = {
  'of a connection': {
    async 'says what a code of the platform means'(world) {
      for (const [code, text] of codes) {
        const thrown = Object.assign(new Error('no'), code && { code });
        expect((await failureThrough(world, () => Promise.reject(thrown))).message).to.equal(text);
      }
    },
    async 'does not say of a failed lookup that the host does not exist'(world) {
      const thrown = Object.assign(new Error('no'), { code: 'EAI_AGAIN' });
      const error = await failureThrough(world, () => Promise.reject(thrown));
      expect(error).to.include({ code: 'ERR_TRANSPORT_DNS', outcome: 'not-sent', retryable: true });
      expect(error.message).to.include(`No connection to ${REGIONAL}: `).and.to.include('(EAI_AGAIN)');
      expect(error.message).not.to.include('does not exist');
    },
    async 'says that nothing listens'({ client }) {
      const url = await deadUrl();
      const failed = rejectionOf(client(url, { maxAttempts: 1 }).forgotPassword(request));
      const text = 'No connection to HOST: nothing listens there (ECONNREFUSED). Check host and port of the endpoint.';
      expect(await textAt(url, failed)).to.equal(text);
    },
    async 'says that a certificate is not trusted'({ build, client }) {
      const pem = await readFile(new URL('../fixtures/self-signed.pem', import.meta.url), 'utf8');
      await using server = await secureLoopback({ cert: pem, key: pem });
      const { url } = server;
      const failed = rejectionOf(client(url, { maxAttempts: 1 }).forgotPassword(request));
      const text = await textAt(url, failed);
      const problem = 'No connection to HOST: its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). ';
      expect(text).to.match(/\.$/).and.to.include(problem);
      // The web has no such option.
      const remedy = 'Name the PEM file of its authority as caBundle (--ca-bundle, AWS_CA_BUNDLE).';
      expect(text.endsWith(remedy)).to.equal(build === 'node');
    },
    async 'says that a server speaks no TLS'({ build, serve, client }) {
      // The codes of OpenSSL do not tell fetch whether there was a connection.
      if (build === 'web') return;
      const url = (await serve()).url.replace('http:', 'https:');
      const failed = rejectionOf(client(url, { maxAttempts: 1 }).forgotPassword(request));
      expect(await textAt(url, failed)).to.match(
        /^No connection to HOST: the TLS handshake failed \(\w+\)\. Check that the endpoint speaks https\.$/,
      );
    },
    async 'says that a proxy refuses the tunnel'({ build, client }) {
      if (build === 'web') return;
      for (const [status, remedy] of [
        [407, 'Check the user name and password of the proxy.'],
        [403, 'Let the proxy pass this host.'],
      ] as const) {
        await using proxy = await startProxy(refusedWith(status));
        const caller = client('https://idp.example.com', { proxyUrl: proxy.url, maxAttempts: 1 });
        const error = await rejectionOf(caller.forgotPassword(request));
        expect(error.code).to.equal('ERR_TRANSPORT_PROXY');
        expect(error.message.replace(/ \(\w+\)/, '')).to.equal(
          `No connection to idp.example.com: the proxy 127.0.0.1 refused the tunnel with status ${status}. ${remedy}`,
        );
      }
    },
    async 'names connectTimeoutMs where that ended it'({ build, client }) {
      if (build === 'web') return;
      await using mute = await muteServer();
      const caller = client(mute.url, { connectTimeoutMs: 50, maxAttempts: 1 });
      const text = await textAt(mute.url, rejectionOf(caller.forgotPassword(request)));
      expect(text).to.equal('No connection to HOST within 50 ms. Raise connectTimeoutMs if it needs longer.');
    },
    async 'names timeoutMs where that ended an attempt'(world) {
      const { message } = await failureThrough(world, () => new Promise(() => {}), { timeoutMs: 50 });
      expect(message).to.match(new RegExp(`^No response from ${REGIONAL} within \\d+ ms\\. Raise timeoutMs `));
    },
    async 'names maxConnections and timeoutMs where a call waited for a connection in vain'({ build, serve, client }) {
      if (build === 'web') return;
      const server = await serve({ held: true }, {});
      const caller = client(server.url, { maxConnections: 1 });
      const first = caller.forgotPassword(request);
      await server.arrival(1);
      const text = await textAt(server.url, rejectionOf(caller.forgotPassword(request, { timeoutMs: 50 })));
      server.release();
      await first;
      expect(text).to.equal(
        'No connection to HOST: other calls had all connections until the time of the call was over. Raise maxConnections or timeoutMs.',
      );
    },
    async 'names timeoutMs where the settings took too long'({ build, client }) {
      if (build === 'web') return;
      let answer = (): void => {};
      const fillIn = (config: object): Promise<object> =>
        new Promise((resolve) => {
          answer = () => resolve(config);
        });
      const caller = client('http://127.0.0.1:9', { timeoutMs: 50 }, { fillIn });
      const { message } = await rejectionOf(caller.forgotPassword(request));
      answer();
      expect(message).to.equal('The client was not set up within 50 ms. Raise timeoutMs if it needs longer.');
    },
  },
};

const otherCases: Cases = {
  'of an option that does not work here': {
    async 'says that it works on Node only'(world) {
      if (world.build === 'node') return;
      for (const name of ['proxyUrl', 'noProxy', 'caBundle']) {
        const error = configurationRefusal(world, { [name]: 'x' });
        expect(error).to.include({ code: 'ERR_CONFIGURATION_PLATFORM' });
        expect(error.message).to.equal(`${name} works on Node only; remove it`);
      }
      const parameters = { ClientId: 'client1', Username: 'alice', ProfileLocation: '/x', ClientConfig: {} };
      const error = await rejectionOf(world.lib.resetForgottenPassword(parameters));
      expect(error).to.include({ code: 'ERR_CONFIGURATION_PLATFORM' });
      expect(error.message).to.equal('ProfileLocation works on Node only; remove it');
    },
  },

  'of an option of one call': {
    async 'says what is wrong'({ client }) {
      const caller = client('http://127.0.0.1:9');
      for (const [options, text] of [
        [{ timeoutMs: 0 }, `timeoutMs ${WHOLE_NUMBER}`],
        [{ signal: {} }, 'signal must be an AbortSignal'],
        [{ region: 'eu-west-1' }, 'region is unknown'],
        [5, 'The value must be an object'],
      ] as const) {
        const error = await rejectionOf(caller.forgotPassword(request, options as never));
        expect(error).to.include({ name: 'ConfigurationError' });
        expect(error.message).to.match(new RegExp(`^${text}(; did you mean \\w+\\?)?$`));
      }
    },
  },

  'of a region that is missing': {
    async 'says what to give'({ lib }) {
      expect(() => lib.resolveEndpoint({})).to.throw(/^Missing region: give region, userPoolId or endpointUrl$/);
    },
  },

  'of a secret hash': {
    async 'names each part that is missing or wrong'({ lib }) {
      for (const [input, text] of [
        [{}, 'username is required; clientId is required; clientSecret is required'],
        [{ username: '', clientId: 'c', clientSecret: 's' }, 'username must not be empty'],
        [{ username: 'u', clientId: 5, clientSecret: 's' }, 'clientId must be a string'],
      ] as const) {
        expect((await rejectionOf(lib.computeSecretHash(input as never))).message).to.equal(text);
      }
    },
  },

  'of a proxy or a certificate file': {
    async 'names the option, and never the value of one that may hold a password'({ build, client }) {
      if (build === 'web') return;
      const failureWith = async (config: object): Promise<Failure> =>
        rejectionOf(client('https://127.0.0.1:9', config).forgotPassword(request));
      expect((await failureWith({ proxyUrl: 'ftp://me:s3cret@proxy' })).message).to.equal(
        'proxyUrl must be an http(s) URL, its user name and password percent-encoded',
      );
      const here = new URL(import.meta.url).pathname;
      expect((await failureWith({ caBundle: here })).message).to.equal(
        `caBundle ${here} holds no PEM certificate. Give a file of certificate authorities in PEM.`,
      );
      const missing = await failureWith({ caBundle: '/nowhere.pem' });
      expect(missing.message).to.include('caBundle').and.to.include('/nowhere.pem').and.not.to.include('holds no');
    },
  },
};

/** The parameters of a batch that calls a pool. */
const parametersAgainst = (setting: Setting) => ({
  ClientId: 'client1',
  Region: 'eu-west-1',
  ClientConfig: { transport: openCognito(setting).transport },
});

const batchCases: Cases = {
  'of a batch that stopped': {
    async 'says that maxSends is reached'({ lib }) {
      const parameters = { ...parametersAgainst(accepting), maxSends: 2 };
      const error = await rejectionOf(collect(lib.resetForgottenPasswords(['a', 'b', 'c'], parameters)));
      expect(error).to.include({ name: 'StoppedError', code: 'ERR_STOPPED_BUDGET' });
      expect(error.message).to.equal(
        'Stopped: maxSends (2) is reached. Run it again with the same journal to go on from here.',
      );
    },
    async 'says that too many failures in a row may concern every user'({ lib }) {
      const parameters = { ...parametersAgainst(refusing('ForbiddenException')), stopAfter: 2 };
      const error = await rejectionOf(collect(lib.resetForgottenPasswords(['a', 'b', 'c'], parameters)));
      expect(error).to.include({ name: 'StoppedError', code: 'ERR_STOPPED_FAILURES' });
      expect(error.message).to.equal(
        'Stopped: 2 failures in a row that may concern every user: Request not allowed due to WAF block.',
      );
      expect(error.cause).to.be.instanceOf(lib.ForbiddenException);
    },
    async 'says that the first users all failed in the same way'({ lib }) {
      const users = Array.from({ length: 30 }, (_, index) => `user${index}`);
      const parameters = { ...parametersAgainst(refusing('UserNotFoundException')), stopAfter: 25 };
      const error = await rejectionOf(collect(lib.resetForgottenPasswords(users, parameters)));
      expect(error).to.include({ name: 'StoppedError', code: 'ERR_STOPPED_FAILURES' });
      expect(error.message).to.equal(
        'Stopped: the first users all failed in the same way; check that this is the right user pool: Username/client id combination not found.',
      );
    },
    async 'says that there was no connection for too long'({ lib }) {
      const cognito = openCognito();
      const transport: Transport = async (url, sent) => {
        if (cognito.requests.length) throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
        return cognito.transport(url, sent);
      };
      const base = { ClientId: 'client1', Region: 'eu-west-1', maxOutageMs: 1, ClientConfig: { transport } };
      const error = await rejectionOf(collect(lib.resetForgottenPasswords(['a', 'b', 'c'], base)));
      expect(error).to.include({ name: 'StoppedError', code: 'ERR_STOPPED_OUTAGE' });
      expect(error.message).to.equal(
        'Stopped: there was no connection for longer than maxOutageMs. Check the network, and run it again with the same journal.',
      );
    },
    async 'says that the journal cannot be written'({ lib }) {
      const journal = { find: () => undefined, close: () => Promise.reject(new Error('ENOSPC')) };
      const error = await rejectionOf(new Batch({}, journal as never).close());
      expect(error).to.be.instanceOf(lib.StoppedError).and.to.include({ code: 'ERR_STOPPED_JOURNAL' });
      expect(error.message).to.equal(
        'Stopped: the journal cannot be written. Free space for it, and run the same command again.',
      );
    },
  },

  'of a record that is skipped': {
    async 'says what an earlier run did, and what sends it again'({ lib }) {
      for (const [outcome, errorName, text] of [
        [
          'unknown',
          undefined,
          'An earlier run may have sent a code (the run ended before an answer came). Use retryUnknown to send it again.',
        ],
        [
          'unknown',
          'TransportError',
          'An earlier run may have sent a code (TransportError). Use retryUnknown to send it again.',
        ],
        [
          'rejected',
          'UserNotFoundException',
          'The service rejected it in an earlier run (UserNotFoundException). Use retryRejected to send it again.',
        ],
      ] as const) {
        const error = skippedError(outcome, errorName);
        expect(error).to.be.instanceOf(lib.SkippedError).and.to.include({ outcome });
        expect(error.message).to.equal(text);
      }
    },
  },
};

bothBuilds('the text of an error', { ...tableCases, ...transportCases, ...otherCases, ...batchCases });
