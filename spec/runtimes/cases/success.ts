import { DELIVERY, REQUEST_ID } from '../answers.ts';
import type { Cases } from '../harness.ts';
import { openScenario, REQUEST } from './scenario.ts';

const FULL_REQUEST = {
  ...REQUEST,
  Username: 'Zoë-日本-😀',
  UserContextData: { IpAddress: '192.0.2.1', EncodedData: 'device' },
  AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint' },
  ClientMetadata: { source: 'suite', constructor: 'a name like any other' },
};

/** What comes of a request that the service accepts. */
export const successCases: Cases = {
  'is the build that belongs here': (harness, lib, ctx) => {
    const open = (): unknown => new lib.ForgotPasswordClient({ proxyUrl: 'http://127.0.0.1:9' });
    let code: string | undefined;
    try {
      open();
    } catch (error) {
      code = lib.isForgotPasswordError(error) ? error.code : String(error);
    }
    harness.equal(code, ctx.build === 'web' ? 'ERR_CONFIGURATION_PLATFORM' : undefined);
  },

  'sends one request of the JSON 1.1 protocol, and returns what the service says': async (harness, lib, ctx) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    const client = new lib.ForgotPasswordClient({ endpointUrl });
    harness.equal(await client.forgotPassword(REQUEST), {
      ...DELIVERY,
      $metadata: { httpStatusCode: 200, requestId: REQUEST_ID, attempts: 1, totalRetryDelay: 0 },
    });
    await client.close();
    const [request, ...others] = (await received()).filter(({ method }) => method !== 'OPTIONS');
    harness.equal(others, []);
    harness.equal(request?.method, 'POST');
    harness.equal(JSON.parse(request?.body ?? ''), REQUEST);
    harness.equal(request?.headers['content-type'], 'application/x-amz-json-1.1');
    harness.equal(request?.headers['x-amz-target'], 'AWSCognitoIdentityProviderService.ForgotPassword');
    harness.equal(request?.headers.authorization, undefined);
    const agent = request?.headers[ctx.build === 'web' ? 'x-amz-user-agent' : 'user-agent'];
    harness.ok(/^cognito-forgot-password\/\d/.test(String(agent)), `user agent ${agent}`);
  },

  'confirms with a code and a new password, which it sends as they are': async (harness, lib, ctx) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted-empty');
    const client = new lib.ForgotPasswordClient({ endpointUrl });
    const request = { ...REQUEST, ConfirmationCode: '123456', Password: ' Pässwörd 日本 😀 ' };
    const { $metadata } = await client.confirmForgotPassword(request);
    harness.equal([$metadata.httpStatusCode, $metadata.attempts], [200, 1]);
    await client.close();
    const sent = (await received()).filter(({ method }) => method !== 'OPTIONS').at(-1);
    harness.equal(JSON.parse(sent?.body ?? ''), request);
    harness.equal(sent?.headers['x-amz-target'], 'AWSCognitoIdentityProviderService.ConfirmForgotPassword');
  },

  'asks for leave to send three headers and no more, where the page is of another origin': async (
    harness,
    lib,
    ctx,
  ) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    await lib.forgotPassword(REQUEST, { endpointUrl, appId: 'page' });
    const preflights = (await received()).filter(({ method }) => method === 'OPTIONS');
    const asked = preflights.map(({ headers }) => headers['access-control-request-headers']);
    harness.equal(asked, ctx.isPage ? ['content-type,x-amz-target,x-amz-user-agent'] : []);
  },

  'sends all members as UTF-8': async (harness, lib, ctx) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    await lib.forgotPassword(FULL_REQUEST, { endpointUrl });
    harness.equal(JSON.parse((await received()).at(-1)?.body ?? ''), FULL_REQUEST);
  },

  'sends no member that is unset or empty': async (harness, lib, ctx) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    const unset = { SecretHash: null, AnalyticsMetadata: {}, UserContextData: { IpAddress: undefined } };
    const client = new lib.ForgotPasswordClient({ endpointUrl, clientId: REQUEST.ClientId });
    await client.forgotPassword({ Username: REQUEST.Username, ...unset });
    harness.equal(JSON.parse((await received()).at(-1)?.body ?? ''), REQUEST);
    await client.close();
  },

  'keeps members that it does not know, and takes an answer without any': async (harness, lib, ctx) => {
    const more = await lib.forgotPassword(REQUEST, { endpointUrl: openScenario(ctx, 'accepted-more').endpointUrl });
    harness.equal((more as { Future?: unknown }).Future, { Member: 1 });
    const none = await lib.forgotPassword(REQUEST, { endpointUrl: openScenario(ctx, 'accepted-empty').endpointUrl });
    harness.equal(Object.keys(none), ['$metadata']);
  },

  'reads a large answer': async (harness, lib, ctx) => {
    const { endpointUrl } = openScenario(ctx, 'large');
    const { CodeDeliveryDetails } = await lib.forgotPassword(REQUEST, { endpointUrl });
    const { Destination, Note } = CodeDeliveryDetails as { Destination: string; Note: string };
    harness.equal(Destination + Note, 'x'.repeat(100_000) + 'y'.repeat(100_000));
  },

  'makes calls at the same time': async (harness, lib, ctx) => {
    const { endpointUrl, received } = openScenario(ctx, 'accepted');
    const client = new lib.ForgotPasswordClient({ endpointUrl, clientId: REQUEST.ClientId });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await Promise.all(names.map((Username) => client.forgotPassword({ Username })));
    const posts = (await received()).filter(({ method }) => method === 'POST');
    harness.equal(posts.map(({ body }) => JSON.parse(body).Username).sort(), names);
    await client.close();
  },

  'works again after it was closed, and disposes of itself': async (harness, lib, ctx) => {
    const { endpointUrl, count } = openScenario(ctx, 'accepted');
    const client = new lib.ForgotPasswordClient({ endpointUrl });
    await client.forgotPassword(REQUEST);
    await client.close();
    await client.forgotPassword(REQUEST);
    await client[Symbol.asyncDispose]?.();
    harness.equal(await count(), 2);
  },

  'takes a transport of the caller': async (harness, lib, ctx) => {
    const { endpointUrl, count } = openScenario(ctx, 'accepted');
    const urls: string[] = [];
    const client = new lib.ForgotPasswordClient({
      endpointUrl,
      transport: (url, request) => {
        urls.push(url);
        return fetch(url, request);
      },
    });
    await client.forgotPassword(REQUEST);
    harness.equal([urls, await count()], [[endpointUrl], 1]);
    await client.close();
  },

  'tells of each step, without a value of the request': async (harness, lib, ctx) => {
    const { endpointUrl } = openScenario(ctx, 'accepted');
    const events: { readonly type: string }[] = [];
    await lib.forgotPassword(REQUEST, { endpointUrl, onEvent: (event) => events.push(event) });
    const types = events.map(({ type }) => type).filter((type) => type !== 'setting-resolved');
    harness.equal(types, ['attempt-started', 'response-received', 'call-finished']);
    harness.ok(!JSON.stringify(events).includes(REQUEST.Username), 'an event names the user');
  },
};
