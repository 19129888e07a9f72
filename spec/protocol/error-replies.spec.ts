import { inspect } from 'node:util';
import { expect } from 'chai';
import * as lib from '../../lib/index.ts';
import { bothBuilds } from '../support/both-builds.ts';
import type { Answer } from '../support/loopback.ts';
import { type Cases, type Failure, rejectionOf, request, type World } from '../support/world.ts';

const exceptions = [
  lib.CodeDeliveryFailureException,
  lib.CodeMismatchException,
  lib.ExpiredCodeException,
  lib.ForbiddenException,
  lib.InternalErrorException,
  lib.InvalidEmailRoleAccessPolicyException,
  lib.InvalidLambdaResponseException,
  lib.InvalidParameterException,
  lib.InvalidPasswordException,
  lib.InvalidSmsRoleAccessPolicyException,
  lib.InvalidSmsRoleTrustRelationshipException,
  lib.LimitExceededException,
  lib.NotAuthorizedException,
  lib.OperationNotEnabledException,
  lib.PasswordHistoryPolicyViolationException,
  lib.ResourceNotFoundException,
  lib.TooManyFailedAttemptsException,
  lib.TooManyRequestsException,
  lib.UnexpectedLambdaException,
  lib.UserLambdaValidationException,
  lib.UserNotConfirmedException,
  lib.UserNotFoundException,
];

/** What a call ends with when the service answers so. */
async function failureOf({ serve, client }: World, answer: Answer): Promise<Failure> {
  const { url } = await serve(answer);
  return rejectionOf(client(url, { maxAttempts: 1 }).forgotPassword(request));
}

/** The service's error that a call ends with when the service answers so. */
async function errorOf(world: World, answer: Answer): Promise<Failure> {
  const error = await failureOf(world, answer);
  expect(error).to.be.instanceOf(lib.ServiceError);
  return error;
}

/** Fails the case unless a reply counts as one that the service may not have sent. */
async function expectNoProof(world: World, answer: Answer): Promise<void> {
  const error = await failureOf(world, answer);
  expect(error, JSON.stringify(answer)).to.be.instanceOf(lib.ResponseError);
  expect(error).to.include({ code: 'ERR_RESPONSE_INVALID', outcome: 'unknown', retryable: false });
  expect(error.message).to.include(`(status ${answer.status}) bears no name of an AWS error`);
  expect(error.$metadata.httpStatusCode).to.equal(answer.status);
}

const nameCases: Cases = {
  'a modelled exception': {
    async 'is of its own class'(world) {
      for (const [index, Exception] of exceptions.entries()) {
        const name = Exception.name;
        const status = name === 'InternalErrorException' ? 500 : 400;
        const error = await errorOf(world, { status, body: { __type: name, message: 'No.' } });
        expect(error.name).to.equal(name);
        expect(error).to.be.instanceOf(Exception);
        for (const [other, Other] of exceptions.entries()) expect(error instanceof Other).to.equal(other === index);
      }
    },
    async 'tells whose fault it is, and what is known of the exchange'(world) {
      const refused = await errorOf(world, { status: 400, body: { __type: 'UserNotFoundException', message: 'No.' } });
      expect(refused).to.include({
        fault: 'client',
        code: 'ERR_SERVICE_CLIENT',
        outcome: 'rejected',
        retryable: false,
      });
      expect(refused.message).to.equal('No.');
      const $metadata = { attempts: 1, totalRetryDelay: 0, requestId: 'request-1' };
      expect(refused.$metadata).to.deep.equal({ ...$metadata, httpStatusCode: 400 });
      const failed = await errorOf(world, {
        status: 500,
        body: { __type: 'InternalErrorException', message: 'Oops.' },
      });
      expect(failed).to.include({ fault: 'server', code: 'ERR_SERVICE_SERVER', outcome: 'unknown', retryable: false });
      expect(failed.$metadata).to.deep.equal({ ...$metadata, httpStatusCode: 500 });
    },
  },

  'an exception that is not modelled': {
    async 'is a plain ServiceError with its name'(world) {
      for (const name of ['BrandNewException', 'constructor', 'ServiceError', 'a.b-c_9']) {
        const error = await errorOf(world, { status: 400, body: { __type: name, message: 'No.' } });
        expect(error.name).to.equal(name);
        expect(Object.getPrototypeOf(error)).to.equal(lib.ServiceError.prototype);
      }
    },
    async 'proves by its name that the service rejected the request, at 4xx alone'(world) {
      for (const [status, outcome] of [
        [400, 'rejected'],
        [403, 'rejected'],
        [429, 'rejected'],
        [499, 'rejected'],
        [500, 'unknown'],
        [503, 'unknown'],
        [599, 'unknown'],
      ] as const) {
        const fault = status < 500 ? 'client' : 'server';
        const error = await errorOf(world, { status, body: { __type: 'BrandNewException' } });
        expect(error, `${status}`).to.include({ outcome, fault });
      }
    },
  },

  'an error reply without the name of an AWS error': {
    async 'is a ResponseError with an unknown outcome, whatever its status'(world) {
      // Not 407: fetch takes it for its own proxy's, and fails.
      for (const status of [400, 401, 403, 404, 408, 413, 429, 499, 500, 501, 502, 503, 504, 599]) {
        await expectNoProof(world, { status, body: '<html>No.</html>' });
      }
    },
    async 'is a ResponseError with an unknown outcome, whatever its body'(world) {
      const bodies = [
        ...[
          '',
          '{',
          'null',
          '[]',
          '"text"',
          '5',
          '{}',
          '{"__type":null,"code":5}',
          '{"__type":["UserNotFoundException"]}',
        ],
        ...['{"message":"User is disabled."}', '{"error":"Too many"}', '{"__type":"<b>","code":"two words"}'],
      ];
      for (const body of bodies) await expectNoProof(world, { status: 400, body });
    },
    async 'is one that names it in code alone, without an ID of the request'(world) {
      const body = { code: 'UserNotFoundException', message: 'No.' };
      await expectNoProof(world, { status: 400, body, headers: { 'x-amzn-requestid': '' } });
      expect(await errorOf(world, { status: 400, body })).to.include({ name: 'UserNotFoundException' });
    },
    async 'is one that names it further down'(world) {
      const body = { detail: { __type: 'UserNotFoundException', code: 'x' }, message: 'No.' };
      await expectNoProof(world, { status: 400, body });
    },
    async 'is one whose name has not the form of a name'(world) {
      for (const name of [
        '400',
        '_Name',
        '-Name',
        'Näme',
        'Two words',
        'a'.repeat(129),
        'Na\nme',
        '"Name"',
        'a/b',
        '',
      ]) {
        await expectNoProof(world, { status: 400, body: { __type: name, message: 'No.' } });
      }
      const longest = `A${'b'.repeat(127)}`;
      expect(await errorOf(world, { status: 400, body: { __type: longest } })).to.include({ name: longest });
    },
    async 'is one whose name holds a value of the request'(world) {
      for (const name of ['alice', 'Alice', 'x.alice', 'alice-Exception', 'aws#ALICE:http://x']) {
        await expectNoProof(world, { status: 400, body: { __type: name, message: 'No.' } });
      }
    },
  },

  "an exception's name": {
    async 'is read out of all the forms that services send'(world) {
      for (const form of [
        'UserNotFoundException',
        'com.amazonaws.cognito#UserNotFoundException',
        'UserNotFoundException:http://internal.amazon.com/coral/',
        'com.amazonaws.cognito#UserNotFoundException:http://internal.amazon.com/coral/#x',
        'UserNotFoundException:',
        'UserNotFoundException,http://example.com',
        'UserNotFoundException, SecondException',
      ]) {
        const replies: Answer[] = [
          { body: { __type: form, message: 'No.' } },
          { body: { code: form, message: 'No.' } },
          { body: { message: 'No.' }, headers: { 'x-amzn-errortype': form } },
          { body: '', headers: { 'X-Amzn-ErrorType': form } },
        ];
        for (const reply of replies) {
          expect(await errorOf(world, { ...reply, status: 400 }), form).to.be.instanceOf(lib.UserNotFoundException);
        }
      }
    },
    async 'stands in __type before code, and in code before the header'(world) {
      const headers = { 'x-amzn-errortype': 'Third' };
      const name = async (body: object): Promise<string> => (await errorOf(world, { status: 400, headers, body })).name;
      expect(await name({ __type: 'First', code: 'Second' })).to.equal('First');
      expect(await name({ code: 'Second' })).to.equal('Second');
      expect(await name({})).to.equal('Third');
      for (const none of ['', null, 5, {}, ':', '#', 'two words', '<b>']) {
        expect(await name({ __type: none, code: 'Second' }), `${none}`).to.equal('Second');
      }
    },
  },

  'a message': {
    async 'stands in message, in Message, or in the header'(world) {
      const headers = { 'x-amzn-errormessage': 'third', 'x-amzn-errortype': 'X' };
      const message = async (body: unknown): Promise<string> =>
        (await errorOf(world, { status: 400, headers, body })).message;
      expect(await message({ message: 'first', Message: 'second' })).to.equal('first');
      expect(await message({ Message: 'second' })).to.equal('second');
      expect(await message({})).to.equal('third');
      expect(await message('')).to.equal('third');
    },
    async 'may be a list, and is a text whatever was sent'(world) {
      const message = async (value: unknown): Promise<unknown> =>
        (await errorOf(world, { status: 400, body: { __type: 'X', message: value } })).message;
      expect(await message(['one', 'two'])).to.equal('one,two');
      for (const odd of [5, true, {}, null, '']) {
        expect(await message(odd), JSON.stringify(odd))
          .to.be.a('string')
          .and.not.equal('');
      }
    },
  },

  'the ID of a request': {
    async 'is kept in the form of an ID alone, and where it holds no value of the request'(world) {
      const idOf = async (id: string): Promise<string | undefined> => {
        const headers = { 'x-amzn-requestid': id };
        return (await errorOf(world, { status: 400, headers, body: { __type: 'X', message: 'No.' } })).$metadata
          .requestId;
      };
      for (const clean of ['a', 'request_1', '0b8f4ad4-1c0e-4b0e-9d2c-6a1f5b3c2d1e', 'a'.repeat(128)]) {
        expect(await idOf(clean)).to.equal(clean);
      }
      for (const unclean of ['a b', '<id>', 'id;1', '{"id":1}', 'a'.repeat(129), 'alice', 'id-ALICE-1']) {
        expect(await idOf(unclean), unclean).to.equal(undefined);
      }
    },
  },

  'the reason code of an error': {
    async 'is kept as the service gives it'(world) {
      const body = { __type: 'InvalidParameterException', message: 'No.', reasonCode: 'INVALID_PHONE_NUMBER' };
      const error = await errorOf(world, { status: 400, body });
      expect(error).to.include({ name: 'InvalidParameterException', reasonCode: 'INVALID_PHONE_NUMBER' });
      expect(JSON.parse(JSON.stringify(error))).to.include({ reasonCode: 'INVALID_PHONE_NUMBER' });
    },
    async 'is absent where the service gives none, or one that is no text'(world) {
      for (const reasonCode of [undefined, null, 5, {}, ['X']]) {
        const body = { __type: 'InvalidParameterException', message: 'No.', reasonCode };
        expect(await errorOf(world, { status: 400, body })).not.to.have.property('reasonCode');
      }
    },
  },

  'an error': {
    async 'shows what matters when it is printed'(world) {
      const error = await errorOf(world, {
        status: 400,
        body: { __type: 'UserNotFoundException', message: 'No such.' },
      });
      expect(inspect(error)).to.include('No such.').and.to.include('UserNotFoundException').and.to.include('request-1');
    },
  },
};

bothBuilds('an error reply', nameCases);
