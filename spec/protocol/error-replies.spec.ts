import { inspect } from 'node:util';
import { expect } from 'chai';
import * as lib from '../../lib/index.ts';
import { bothBuilds } from '../support/both-builds.ts';
import type { Answer } from '../support/loopback.ts';
import { type Cases, type Failure, rejectionOf, request, type World } from '../support/world.ts';

const exceptions = [
  lib.CodeDeliveryFailureException,
  lib.ForbiddenException,
  lib.InternalErrorException,
  lib.InvalidEmailRoleAccessPolicyException,
  lib.InvalidLambdaResponseException,
  lib.InvalidParameterException,
  lib.InvalidSmsRoleAccessPolicyException,
  lib.InvalidSmsRoleTrustRelationshipException,
  lib.LimitExceededException,
  lib.NotAuthorizedException,
  lib.ResourceNotFoundException,
  lib.TooManyRequestsException,
  lib.UnexpectedLambdaException,
  lib.UserLambdaValidationException,
  lib.UserNotFoundException,
];

/** The error that a call ends with when the service answers so. */
async function errorOf({ serve, client }: World, answer: Answer): Promise<Failure> {
  const { url } = await serve(answer);
  const error = await rejectionOf(client(url, { maxAttempts: 1 }).forgotPassword(request));
  expect(error).to.be.instanceOf(lib.ServiceError);
  return error;
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
      expect(failed).to.include({ fault: 'server', code: 'ERR_SERVICE_SERVER', outcome: 'unknown', retryable: true });
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
    async 'is named by its status where the reply names none'(world) {
      for (const [status, fault] of [
        [400, 'client'],
        [404, 'client'],
        [413, 'client'],
        [499, 'client'],
        [500, 'server'],
        [599, 'server'],
      ] as const) {
        for (const body of ['', '<html>No.</html>', '{', 'null', '[]', '"text"', '{}', '{"__type":null,"code":5}']) {
          expect(await errorOf(world, { status, body })).to.include({ name: `${status}`, fault });
        }
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
    async 'is not taken from further down'(world) {
      const body = { detail: { __type: 'UserNotFoundException', code: 'x' }, message: 'No.' };
      expect(await errorOf(world, { status: 400, body })).to.include({ name: '400' });
    },
  },

  'a message': {
    async 'stands in message, in Message, or in the header'(world) {
      const headers = { 'x-amzn-errormessage': 'third' };
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
