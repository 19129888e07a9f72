import { expect } from 'chai';
import type { ForgotPasswordClientConfig } from '../../../lib/index.ts';
import { bothBuilds } from '../../support/both-builds.ts';
import { type Answer, deadUrl } from '../../support/loopback.ts';
import { rejectionOf, type World } from '../../support/world.ts';
import { canaries, confirmEcho, echo, leaksIn, proxyCredentials, request } from './canaries.ts';

const { clientSecret, confirmationCode, password } = canaries;

/** Every way in which a service, or what stands before it, can repeat what it was asked. */
const echoesOf = (echo: string): Readonly<Record<string, Answer>> => ({
  'a refusal': { status: 400, body: { __type: 'NotAuthorizedException', message: echo } },
  'a refusal named so': { status: 400, body: { __type: canaries.metadata, code: canaries.encodedData, message: '' } },
  'a list of messages': { status: 400, body: { code: 'X', Message: [echo, canaries.username] } },
  'a header': {
    status: 400,
    body: '',
    headers: { 'x-amzn-errormessage': echo, 'x-amzn-errortype': canaries.encodedData },
  },
  'a fault': { status: 500, body: { __type: 'InternalErrorException', message: echo } },
  'a gateway page': { status: 502, body: `<html>${echo}` },
  throttling: { status: 429, body: { __type: 'TooManyRequestsException', message: echo } },
  'a success that is no JSON': { body: echo },
  'a success that breaks off': { headers: { 'content-length': '9999' }, body: `{"x":"${echo}`, after: 'close' },
  'a success that is reset': { headers: { 'content-length': '9999' }, body: `{"x":"${echo}`, after: 'reset' },
  'a success that is too large': { body: echo.repeat(100) },
  'a redirect': { status: 307, body: echo, headers: { location: `http://${encodeURIComponent(canaries.username)}/` } },
  'no HTTP': { raw: `${echo}\r\n\r\n`, after: 'close' },
  'broken headers': { raw: `HTTP/1.1 200 OK\r\n${echo}\r\n\r\n`, after: 'close' },
  'a broken length': { raw: `HTTP/1.1 200 OK\r\ncontent-length: ${echo}\r\n\r\n${echo}`, after: 'close' },
  'a broken chunk': { raw: `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${echo}`, after: 'close' },
  'another protocol': {
    raw: `HTTP/1.1 101 ${echo}\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n${echo}`,
    after: 'close',
  },
  'a reset': { body: '', after: 'reset' },
  silence: { body: '', after: 'hang' },
});

/** A request of each operation, and answers that repeat it. */
const operations = {
  forgotPassword: {
    input: request,
    answers: { ...echoesOf(echo), 'a success of the wrong shape': { body: { CodeDeliveryDetails: echo } } },
  },
  confirmForgotPassword: {
    input: { ...request, ConfirmationCode: confirmationCode, Password: password },
    answers: echoesOf(confirmEcho),
  },
} as const;
type Method = keyof typeof operations;
const methods = Object.keys(operations) as Method[];

/** Makes a call, and returns all that it tells anybody of itself. */
async function tellings(
  world: World,
  endpointUrl: string,
  method: Method,
  config: ForgotPasswordClientConfig = {},
  input: object = operations[method].input,
) {
  const { lib } = world;
  const events: unknown[] = [];
  const history = new lib.CallHistory({ recordRequests: true });
  const settings = { clientSecret, maxAttempts: 2, maxResponseBytes: 4_096, requestTimeoutMs: 400, ...config };
  const client = world.client(endpointUrl, { ...settings, history, onEvent: (event) => events.push(event) });
  const error = await rejectionOf(client[method](input as never));
  expect(events).not.to.deep.equal([]);
  expect(history.calls).to.have.length(1);
  return { error, events, history: history.calls, client, Client: client.constructor };
}

/** What must hold of all that is told. */
function expectNoLeak(told: object): void {
  for (const [what, value] of Object.entries(told)) expect(leaksIn(value), what).to.deep.equal([]);
}

bothBuilds('no secret is told', {
  ...Object.fromEntries(
    methods.map((method) => [
      `by ${method} that the service answers with`,
      Object.fromEntries(
        Object.entries(operations[method].answers).map(([what, answer]) => [
          what,
          async (world: World) => {
            const { url } = await world.serve(answer);
            expectNoLeak(await tellings(world, url, method));
          },
        ]),
      ),
    ]),
  ),

  'by a call': {
    async 'that cannot connect'(world) {
      for (const method of methods) {
        expectNoLeak(await tellings(world, await deadUrl(), method));
        expectNoLeak(await tellings(world, `http://${'a'.repeat(64)}.invalid`, method));
      }
    },
    async 'that is refused before it is sent'(world) {
      const { url } = await world.serve();
      for (const method of methods) {
        const { input } = operations[method];
        const wrong = Object.fromEntries(Object.keys(input).map((name) => [name, { a: [confirmEcho] }]));
        const withMore = { ...wrong, SecretHash: ` ${canaries.secretHash}`, Nonsense: confirmEcho };
        expectNoLeak(await tellings(world, url, method, {}, withMore));
        expectNoLeak(await tellings(world, url, method, {}, { ...input, Username: `${canaries.username} \n` }));
      }
      const code = { ...operations.confirmForgotPassword.input, ConfirmationCode: `${confirmationCode} 1` };
      expectNoLeak(await tellings(world, url, 'confirmForgotPassword', {}, code));
    },
    async 'that succeeds'({ serve, client, lib }) {
      const { url } = await serve();
      const events: unknown[] = [];
      const history = new lib.CallHistory({ recordRequests: true });
      const caller = client(url, { clientSecret, history, onEvent: (event) => events.push(event) });
      const output = [];
      for (const method of methods) output.push(await caller[method](operations[method].input as never));
      expectNoLeak({ output, events, history: history.calls, caller });
    },
  },

  'by a configuration': {
    async 'that is refused'({ lib }) {
      const wrong: readonly object[] = [
        { clientSecret: [clientSecret] },
        { clientSecret, maxAttempts: clientSecret },
        { clientSecret, clientSecrets: clientSecret },
        { clientSecret, delivery: clientSecret },
        { clientId: { id: canaries.clientId } },
        { endpointUrl: `https://${proxyCredentials}@localhost` },
        { endpointUrl: `https://localhost?${canaries.proxyPassword}` },
        { proxyUrl: [`http://${proxyCredentials}@localhost`] },
        { region: 'eu-west-1', userPoolId: canaries.clientId },
      ];
      for (const config of wrong) {
        let refusal: unknown;
        try {
          new lib.ForgotPasswordClient(config);
        } catch (error) {
          refusal = error;
        }
        expect(refusal, JSON.stringify(Object.keys(config))).to.be.instanceOf(lib.ConfigurationError);
        expectNoLeak({ refusal });
      }
    },
    async 'of which a secret hash cannot be computed'({ lib }) {
      const error = await rejectionOf(
        lib.computeSecretHash({ ...canaries, username: Symbol(canaries.username) } as never),
      );
      expect(error).to.be.instanceOf(lib.ConfigurationError);
      expect(error.message).not.to.include('zq');
    },
  },

  'by the cmdlet': {
    async 'but for the name of the user, where it says what it would do'({ lib }) {
      const messages: unknown[] = [];
      await lib.resetForgottenPassword({
        Username: canaries.username,
        ClientId: canaries.clientId,
        ClientMetadata: { key: canaries.metadata },
        UserContextData_IpAddress: canaries.ipAddress,
        UserContextData_EncodedData: canaries.encodedData,
        SecretHash: canaries.secretHash,
        ClientConfig: { clientSecret },
        EndpointUrl: 'http://localhost',
        WhatIf: true,
        onMessage: (message) => messages.push(message),
      });
      expect(leaksIn(messages)).to.deep.equal(['username']);
    },
    async 'that is given wrong parameters'({ lib }) {
      const error = await rejectionOf(
        lib.resetForgottenPassword({
          Username: canaries.username,
          ClientId: canaries.clientId,
          UserContextData_IpAddress: [canaries.ipAddress],
          Select: canaries.metadata,
          Force: canaries.encodedData,
          [canaries.username]: clientSecret,
        } as never),
      );
      expect(error).to.be.instanceOf(lib.RequestValidationError);
      // The name of a member that there is not is told: it is no value.
      expect(leaksIn(error)).to.deep.equal(['username']);
    },
  },
});
