import { expect } from 'chai';
import type { ForgotPasswordError } from '../../lib/errors/base-error.ts';
import type { NamedFault } from '../../lib/testing/testing.ts';
import { timedHandler } from './support/handlers.ts';
import { CODE, clientOver, makePool, sendCode } from './support/pool.ts';
import { answerOf, confirmBody, formRequest, jsonRequest } from './support/requests.ts';

const accepted = [202, { status: 'accepted' }];
const unavailable = [503, { error: 'unavailable' }];
const unknown = [503, { error: 'unknown', status: 'sign-in-or-request-new-code' }];
const invalidCode = [400, { error: 'invalid_code' }];
const invalidPassword = [400, { error: 'invalid_password' }];

interface Row {
  readonly says: NamedFault;
  readonly request?: unknown;
  readonly confirm: unknown;
}

const says = (name: string, message = 'No.', status = 400): NamedFault => ({ name, message, status });

// What the service says, and what the two steps answer.
const ROWS: readonly Row[] = [
  { says: says('TooManyRequestsException', 'Rate exceeded'), request: unavailable, confirm: unavailable },
  {
    says: says('ResourceNotFoundException', 'User pool client abc does not exist.'),
    request: unavailable,
    confirm: unavailable,
  },
  {
    says: says('NotAuthorizedException', 'Unable to verify secret hash for client abc'),
    request: unavailable,
    confirm: unavailable,
  },
  {
    says: says('ForbiddenException', 'Request not allowed due to WAF block.', 403),
    request: unavailable,
    confirm: unavailable,
  },
  { says: says('OperationNotEnabledException'), request: unavailable, confirm: unavailable },
  { says: says('UserNotFoundException', 'Username/client id combination not found.'), confirm: invalidCode },
  { says: says('NotAuthorizedException', 'User is disabled.'), confirm: invalidCode },
  { says: says('LimitExceededException', 'Attempt limit exceeded, please try after some time.'), confirm: invalidCode },
  {
    says: says('LimitExceededException', 'Exceeded daily email limit for the operation or the account.'),
    confirm: invalidCode,
  },
  { says: says('CodeDeliveryFailureException'), confirm: invalidCode },
  { says: says('InvalidSmsRoleAccessPolicyException'), confirm: invalidCode },
  { says: says('TooManyFailedAttemptsException'), confirm: invalidCode },
  { says: says('UserNotConfirmedException'), confirm: invalidCode },
  { says: says('CodeMismatchException'), confirm: invalidCode },
  { says: says('ExpiredCodeException'), confirm: invalidCode },
  { says: says('InvalidPasswordException', 'Password did not conform with policy'), confirm: invalidPassword },
  { says: says('PasswordHistoryPolicyViolationException'), confirm: invalidPassword },
  {
    says: says(
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint",
    ),
    confirm: invalidPassword,
  },
  { says: says('InternalErrorException', 'No.', 500), confirm: unknown },
];

describe('the answers of the handler', () => {
  for (const { says: said, request = accepted, confirm } of ROWS) {
    it(`are the table's when the service says ${said.name}: ${said.message}`, async () => {
      const pool = makePool({ always: said });
      const { answer } = timedHandler({}, () => clientOver(pool.transport, 1));
      const requested = await answer(jsonRequest({ username: 'confirmed' }));
      expect(await answerOf(requested.response)).to.deep.equal(request);
      const confirmed = await answer(jsonRequest(confirmBody('confirmed'), '/confirm'));
      expect(await answerOf(confirmed.response)).to.deep.equal(confirm);
    });
  }

  const failWith = (error: Error) => {
    const fail = () => Promise.reject(error);
    return clientOver(fail, 1);
  };
  const answersTo = async (error: Error) => {
    const { answer } = timedHandler({}, () => failWith(error));
    return answerOf((await answer(jsonRequest({ username: 'confirmed' }))).response);
  };

  it('are 503 for everybody when no connection is made', async () => {
    expect(await answersTo(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))).to.deep.equal(unavailable);
  });

  it('are 202 when a connection is cut after the request was sent', async () => {
    expect(await answersTo(Object.assign(new Error('no'), { code: 'ECONNRESET' }))).to.deep.equal(accepted);
  });

  it('are 200 for the right code, whatever spaces surround the code and the username', async () => {
    const pool = makePool();
    await sendCode(pool);
    const { answer } = timedHandler({}, () => clientOver(pool.transport));
    const { response } = await answer(
      jsonRequest(confirmBody(' confirmed ', '482 913', 'Correct Horse 7'), '/confirm'),
    );
    expect(await answerOf(response)).to.deep.equal([200, { status: 'password-changed' }]);
    expect(pool.requests.at(-1)?.members).to.include({ Username: 'confirmed', ConfirmationCode: CODE });
    expect(pool.passwordOf('confirmed')).to.equal('Correct Horse 7');
  });

  it('are invalid_password for one with outer spaces, which is sent as it was written and the service refuses', async () => {
    const pool = makePool();
    await sendCode(pool);
    const { answer } = timedHandler({}, () => clientOver(pool.transport));
    const { response } = await answer(jsonRequest(confirmBody('confirmed', CODE, ' Correct Horse 7 '), '/confirm'));
    expect(await answerOf(response)).to.deep.equal(invalidPassword);
    expect(pool.requests.at(-1)?.members).to.include({ Password: ' Correct Horse 7 ' });
  });

  it('are invalid_password for a weak one, and for one that was not repeated, which is not sent', async () => {
    const pool = makePool();
    await sendCode(pool);
    const { answer } = timedHandler({}, () => clientOver(pool.transport));
    const weak = await answer(jsonRequest(confirmBody('confirmed', CODE, 'short'), '/confirm'));
    expect(await answerOf(weak.response)).to.deep.equal(invalidPassword);
    const twoPasswords = { ...confirmBody('confirmed', CODE), passwordAgain: 'other' };
    const differing = await answer(jsonRequest(twoPasswords, '/confirm'));
    expect(await answerOf(differing.response)).to.deep.equal(invalidPassword);
    expect(pool.requests.map(({ members }) => members.Password)).to.deep.equal([undefined, 'short']);
  });

  it('are invalid_password for one that checkPassword refuses, whoever the user is', async () => {
    const pool = makePool();
    const { answer } = timedHandler({ checkPassword: (password) => password.length >= 20 }, () =>
      clientOver(pool.transport),
    );
    for (const username of ['confirmed', 'unknown']) {
      const { response } = await answer(jsonRequest(confirmBody(username, CODE), '/confirm'));
      expect(await answerOf(response)).to.deep.equal(invalidPassword);
    }
    expect(pool.requests).to.deep.equal([]);
  });

  it('are invalid_password for 257 characters, and invalid_request for a code of 2,049, which are not sent', async () => {
    const pool = makePool();
    const { answer } = timedHandler({}, () => clientOver(pool.transport));
    const answersTo = async (code: string, password: string) =>
      answerOf((await answer(jsonRequest(confirmBody('confirmed', code, password), '/confirm'))).response);
    expect(await answersTo(CODE, '😀'.repeat(257))).to.deep.equal(invalidPassword);
    expect(await answersTo('1'.repeat(2_049), '😀')).to.deep.equal([400, { error: 'invalid_request' }]);
    expect(pool.requests).to.deep.equal([]);
    await answersTo('1'.repeat(2_048), '😀'.repeat(256));
    expect(pool.requests).to.have.length(1);
  });

  it('leave the decision to the service when checkPassword throws', async () => {
    const errors: ForgotPasswordError[] = [];
    const options = {
      checkPassword: () => {
        throw new RangeError('Correct-Horse-7');
      },
      onError: (error: ForgotPasswordError) => errors.push(error),
    };
    const pool = makePool();
    await sendCode(pool);
    const { answer } = timedHandler(options, () => clientOver(pool.transport));
    const { response } = await answer(jsonRequest(confirmBody('confirmed', CODE), '/confirm'));
    expect(response.status).to.equal(200);
    expect(errors.map(({ message }) => message)).to.deep.equal(['checkPassword failed with RangeError']);
  });
});

describe('the pages of the handler', () => {
  const pages = {
    accepted: '/code',
    changed: '/sign-in',
    invalidCode: '/code?error=code',
    invalidPassword: '/code?error=password',
    unavailable: 'https://status.example.com/',
  };
  const locationOf = async (request: Request, always?: NamedFault): Promise<readonly unknown[]> => {
    const pool = makePool({ always });
    if (!always) await sendCode(pool);
    const { answer } = timedHandler({ pages }, () => clientOver(pool.transport, 1));
    const { response } = await answer(request);
    return [response.status, response.headers.get('location'), await response.text()];
  };

  it('are redirected to with 303 from form posts that accept HTML', async () => {
    expect(await locationOf(formRequest({ username: 'unknown' }))).to.deep.equal([303, '/code', '']);
    const confirm = (code: string, password: string): Request =>
      formRequest(confirmBody('confirmed', code, password), '/confirm');
    expect(await locationOf(confirm(CODE, 'Correct-Horse-7'))).to.deep.equal([303, '/sign-in', '']);
    expect(await locationOf(confirm('1', 'Correct-Horse-7'))).to.deep.equal([303, '/code?error=code', '']);
    expect(await locationOf(confirm(CODE, 'short'))).to.deep.equal([303, '/code?error=password', '']);
    const down = says('TooManyRequestsException');
    expect(await locationOf(formRequest({ username: 'unknown' }), down)).to.deep.equal([303, pages.unavailable, '']);
  });

  it('are not redirected to where the request wants JSON, sends JSON, or has no page', async () => {
    const asJson = await locationOf(formRequest({ username: 'unknown' }, '', { accept: 'application/json' }));
    expect(asJson.slice(0, 2)).to.deep.equal([202, null]);
    const sendsJson = await locationOf(jsonRequest({ username: 'unknown' }, '', { accept: 'text/html' }));
    expect(sendsJson.slice(0, 2)).to.deep.equal([202, null]);
    const malformed = await locationOf(formRequest({ username: '' }));
    expect(malformed.slice(0, 2)).to.deep.equal([400, null]);
  });
});
