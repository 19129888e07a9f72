// The retry decision, row by row: what is known of a failure, what that says of the user's code, and what may follow.
import { expect } from 'chai';
import { mayRepeat } from '../../lib/client/decide.ts';
import { connectError, transportError } from '../../lib/errors/transport-failure.ts';
import type { ForgotPasswordError, Outcome, TransportPhase } from '../../lib/index.ts';
import { checkedResponse } from '../../lib/operations/forgot-password.ts';
import { decodeReply } from '../../lib/protocol/reply.ts';

type Row = readonly [
  what: string,
  error: ForgotPasswordError,
  outcome: Outcome,
  atMostOnce: boolean,
  atLeastOnce: boolean,
];

const codeError = (code: string): Error => Object.assign(new Error('any'), { code });
// Where the platform hides the phase, fetch's error has the code in its cause, and all counts as sent but for some codes.
const fetchError = (code: string): ForgotPasswordError =>
  transportError(new TypeError('fetch failed', { cause: codeError(code) }), 'request');
const undiciError = (code: string, phase: TransportPhase): ForgotPasswordError =>
  phase === 'connect' ? connectError(codeError(code)) : transportError(codeError(code), phase);

function replyError(
  status: number,
  name?: string,
  body = name ? JSON.stringify({ __type: name }) : '',
): ForgotPasswordError {
  try {
    checkedResponse(decodeReply({ status, headers: new Headers(), body: () => body }, () => []));
  } catch (error) {
    return error as ForgotPasswordError;
  }
  throw new Error('That reply is no failure');
}

const certain = ['not-sent', true, true] as const;
const final = ['not-sent', false, false] as const;
const shed = ['rejected', true, true] as const;
const refused = ['rejected', false, false] as const;
const ambiguous = ['unknown', false, true] as const;
const lost = ['unknown', false, false] as const;

const DNS = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'];
const CERTIFICATE = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];
// Of a connection that is made, as well as of one that is not.
const OPENSSL = ['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER'];
const NETWORK = [
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'HPE_INVALID_CONSTANT',
  'anything new',
];
const THROTTLING = [
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
];
const REFUSALS = [
  'CodeDeliveryFailureException',
  'InvalidEmailRoleAccessPolicyException',
  'InvalidLambdaResponseException',
  'InvalidParameterException',
  'InvalidSmsRoleAccessPolicyException',
  'InvalidSmsRoleTrustRelationshipException',
  'NotAuthorizedException',
  'ResourceNotFoundException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotFoundException',
  'AnythingNewException',
];

/** Rows of one kind. */
const rows = <Item extends string | number>(
  kind: string,
  items: readonly Item[],
  errorOf: (item: Item) => ForgotPasswordError,
  expected: readonly [Outcome, boolean, boolean],
): Row[] => items.map((item) => [`${kind} ${item}`, errorOf(item), ...expected]);

const table: readonly Row[] = [
  // undici: the phase is known.
  ...rows('undici, connecting:', [...DNS, 'ECONNREFUSED', ...NETWORK], (code) => undiciError(code, 'connect'), certain),
  ...rows('undici, connecting:', OPENSSL, (code) => undiciError(code, 'connect'), final),
  ...rows('undici, connecting:', ['UND_ERR_CONNECT_TIMEOUT'], (code) => undiciError(code, 'connect'), certain),
  ...rows('undici, connecting:', CERTIFICATE, (code) => undiciError(code, 'connect'), final),
  ...rows('undici, sending:', [...OPENSSL, ...NETWORK], (code) => undiciError(code, 'request'), ambiguous),
  ...rows('undici, reading:', [...OPENSSL, ...NETWORK], (code) => undiciError(code, 'response'), ambiguous),
  ['no connection in time', transportError(undefined, 'connect', 'timeout'), ...certain],
  ['no answer in time', transportError(undefined, 'request', 'timeout'), ...ambiguous],
  ['no end of the answer in time', transportError(undefined, 'response', 'timeout'), ...ambiguous],
  // fetch: only the code can be certain.
  ...rows('fetch:', [...DNS, 'ECONNREFUSED', 'ConnectionRefused', 'UND_ERR_CONNECT_TIMEOUT'], fetchError, certain),
  ...rows('fetch:', CERTIFICATE, fetchError, certain),
  ...rows('fetch:', [...OPENSSL, ...NETWORK], fetchError, ambiguous),
  ['fetch: no code at all', transportError(new TypeError('Load failed'), 'request'), ...ambiguous],
  ['a transport that throws a text', transportError('broken', 'request'), ...ambiguous],
  ['a transport that throws nothing', transportError(undefined, 'request'), ...ambiguous],
  // Replies.
  ...rows('status', [429, 503], replyError, shed),
  ...rows('status 400', THROTTLING, (name) => replyError(400, name), shed),
  ...rows('status 500', THROTTLING, (name) => replyError(500, name), shed),
  ...rows('status 400', REFUSALS, (name) => replyError(400, name), refused),
  ...rows('status 403', ['ForbiddenException'], (name) => replyError(403, name), refused),
  ...rows('status', [400, 401, 403, 404, 405, 407, 413, 415, 418, 451, 499], replyError, refused),
  ...rows('a reached limit, status', [400, 429], (status) => replyError(status, 'LimitExceededException'), refused),
  ...rows('a reached limit, status', [500, 503], (status) => replyError(status, 'LimitExceededException'), lost),
  ...rows('status', [500, 502, 504], replyError, ambiguous),
  ...rows('status 500', ['InternalErrorException', ...REFUSALS], (name) => replyError(500, name), ambiguous),
  ...rows(
    'status 400',
    ['RequestTimeout', 'RequestTimeoutException', 'TimeoutError'],
    (name) => replyError(400, name),
    ambiguous,
  ),
  ...rows('status', [501, 505, 507, 511, 520, 599], replyError, lost),
  // Replies that cannot be the service's.
  ...rows('status', [0, 300, 301, 302, 303, 304, 307, 308], replyError, lost),
  ...rows(
    'a success that says',
    ['', 'no', '[]', '{"CodeDeliveryDetails":1}', '{'],
    (body) => replyError(200, undefined, body),
    ambiguous,
  ),
];

describe('the delivery table', () => {
  for (const [what, error, outcome, atMostOnce, atLeastOnce] of table) {
    it(`${what}: ${outcome}, repeated at most once: ${atMostOnce}, at least once: ${atLeastOnce}`, () => {
      expect({
        outcome: error.outcome,
        default: mayRepeat(error, undefined),
        atMostOnce: mayRepeat(error, 'at-most-once'),
        atLeastOnce: mayRepeat(error, 'at-least-once'),
      }).to.deep.equal({ outcome, default: atMostOnce, atMostOnce, atLeastOnce });
    });
  }

  it('repeats nothing under at-most-once after which a code may have gone out', () => {
    const risky = table.filter(([, { outcome }, , atMostOnce]) => outcome === 'unknown' && atMostOnce);
    expect(risky).to.deep.equal([]);
  });
});
