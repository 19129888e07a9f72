// The decision, row by row: what is known of a failed attempt, what that says of the user's code, and what may follow.
import { expect } from 'chai';
import { type CallFacts, type Decision, decide } from '../../lib/client/decide.ts';
import type { AnyForgotPasswordError, Outcome } from '../../lib/index.ts';
import { isForgotPasswordError, ResponseError, TransportError } from '../../lib/index.ts';
import { decodeReply } from '../../lib/protocol/json11.ts';
import { Redactor } from '../../lib/protocol/redact.ts';

/** How an attempt failed. */
interface AttemptFacts {
  readonly error: AnyForgotPasswordError;
  readonly status?: number;
}

type Row = readonly [what: string, facts: AttemptFacts, outcome: Outcome, atMostOnce: boolean, atLeastOnce: boolean];

const certain = ['not-sent', true, true] as const;
const final = ['not-sent', false, false] as const;
const throttled = ['rejected', true, true] as const;
const refused = ['rejected', false, false] as const;
const ambiguous = ['unknown', false, true] as const;
const lost = ['unknown', false, false] as const;

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
  'CodeMismatchException',
  'ExpiredCodeException',
  'InvalidEmailRoleAccessPolicyException',
  'InvalidLambdaResponseException',
  'InvalidParameterException',
  'InvalidPasswordException',
  'InvalidSmsRoleAccessPolicyException',
  'InvalidSmsRoleTrustRelationshipException',
  'NotAuthorizedException',
  'OperationNotEnabledException',
  'PasswordHistoryPolicyViolationException',
  'ResourceNotFoundException',
  'TooManyFailedAttemptsException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
  'UserNotFoundException',
  'AnythingNewException',
];
const TIMEOUTS = ['RequestTimeout', 'RequestTimeoutException', 'TimeoutError'];
const SERVER_FAULTS = ['InternalErrorException', 'InternalFailure', 'InternalServerException', 'ServiceUnavailable'];

/** What a reply means that is not what the client asked for. */
function replied(status: number, body: object | string, headers: Record<string, string> = {}): AttemptFacts {
  const reply = { status, headers: new Headers(headers), body: () => JSON.stringify(body) };
  const error = decodeReply(reply, { type: 'object' }, 'host', new Redactor(() => []));
  if (!isForgotPasswordError(error)) throw new Error('The reply is fine');
  return { error, status };
}

const named = (status: number, errorName: string): AttemptFacts => replied(status, { __type: errorName });
const bare = (status: number): AttemptFacts => replied(status, 'a page');
const broken = (phase: 'connect' | 'request' | 'response'): AttemptFacts => ({
  error: new TransportError('No.', { phase }),
});

const decisionOn = ({ error, status }: AttemptFacts, facts: CallFacts): Decision => decide(error, status, facts);

const rows = <Item extends string | number>(
  kind: string,
  items: readonly Item[],
  factsOf: (item: Item) => AttemptFacts,
  expected: readonly [Outcome, boolean, boolean],
): Row[] => items.map((item) => [`${kind} ${item}`, factsOf(item), ...expected]);

const table: readonly Row[] = [
  ['no connection', broken('connect'), ...certain],
  [
    'a refused certificate',
    { error: new TransportError('', { phase: 'connect', code: 'ERR_TRANSPORT_TLS' }) },
    ...final,
  ],
  ['a refused tunnel', { error: new TransportError('', { phase: 'connect', code: 'ERR_TRANSPORT_PROXY' }) }, ...final],
  ['a connection that breaks before a response', broken('request'), ...ambiguous],
  ['a connection that breaks in the middle of the response', broken('response'), ...ambiguous],
  ['a reply that is too large', { error: new ResponseError('', { code: 'ERR_RESPONSE_TOO_LARGE' }) }, ...lost],
  // The service's own word.
  ...rows('status 400', THROTTLING, (name) => named(400, name), throttled),
  ...rows('status 429', THROTTLING, (name) => named(429, name), throttled),
  ...rows('status 400', REFUSALS, (name) => named(400, name), refused),
  ...rows('status 403', ['ForbiddenException'], (name) => named(403, name), refused),
  ...rows('a reached limit, status', [400, 429], (status) => named(status, 'LimitExceededException'), refused),
  ...rows('status 400', TIMEOUTS, (name) => named(400, name), ambiguous),
  ...rows('status 400', SERVER_FAULTS, (name) => named(400, name), lost),
  // Of a server that failed: it may have acted before.
  ...rows('a reached limit, status', [500, 503], (status) => named(status, 'LimitExceededException'), lost),
  ...rows('status 500', [...THROTTLING, ...REFUSALS, ...SERVER_FAULTS], (name) => named(500, name), ambiguous),
  ...rows('status 501', REFUSALS, (name) => named(501, name), lost),
  // Replies without the name of an AWS error: a proxy's or a gateway's, whatever the status.
  ...rows('bare status', [400, 401, 403, 404, 405, 407, 408, 413, 415, 418, 451, 499], bare, lost),
  ...rows('bare status', [429, 500, 502, 503, 504], bare, ambiguous),
  ...rows('bare status', [501, 505, 507, 511, 520, 599], bare, lost),
  ...rows('a success that cannot be read, status', [200, 204, 299], bare, ambiguous),
  ...rows('a redirect, status', [0, 300, 302, 307, 399], bare, lost),
];

const call: CallFacts = {
  outcomeBefore: 'not-sent',
  delivery: undefined,
  hasRoom: true,
};

describe('the delivery table', () => {
  for (const [what, facts, outcome, atMostOnce, atLeastOnce] of table) {
    it(`${what}: ${outcome}, repeated at most once: ${atMostOnce}, at least once: ${atLeastOnce}`, () => {
      const byDefault = decisionOn(facts, call);
      expect({
        outcome: byDefault.outcome,
        retryable: byDefault.retryable,
        default: byDefault.isRepeated,
        atMostOnce: decisionOn(facts, { ...call, delivery: 'at-most-once' }).isRepeated,
        atLeastOnce: decisionOn(facts, { ...call, delivery: 'at-least-once' }).isRepeated,
      }).to.deep.equal({ outcome, retryable: atMostOnce, default: atMostOnce, atMostOnce, atLeastOnce });
    });
  }

  it('repeats nothing under at-most-once after which a code may have gone out', () => {
    const risky = table.filter(([, , outcome, atMostOnce]) => outcome === 'unknown' && atMostOnce);
    expect(risky).to.deep.equal([]);
  });

  it('stays unknown once it was unknown, and then repeats at least once alone', () => {
    for (const [what, facts, , , atLeastOnce] of table) {
      const before = { ...call, outcomeBefore: 'unknown' } as const;
      expect(decisionOn(facts, before), what).to.deep.equal({
        outcome: 'unknown',
        retryable: false,
        isRepeated: false,
      });
      expect(decisionOn(facts, { ...before, delivery: 'at-least-once' }).isRepeated, what).to.equal(atLeastOnce);
    }
  });

  it('repeats nothing after an abort, or where attempts, time or quota are used up', () => {
    for (const [what, facts, outcome] of table) {
      const decision = decisionOn(facts, { ...call, delivery: 'at-least-once', hasRoom: false });
      expect(decision, what).to.include({ outcome, isRepeated: false });
    }
  });

  it('takes an error that an operation can meet after it acted for unknown', () => {
    const ambiguousErrors = /^UserLambdaValidationException$/;
    for (const [errorName, outcome] of [
      ['UserLambdaValidationException', 'unknown'],
      ['UserNotFoundException', 'rejected'],
    ] as const) {
      expect(decisionOn(named(400, errorName), { ...call, ambiguousErrors }).outcome).to.equal(outcome);
    }
  });

  it('decides by status and name alone, for every status', () => {
    for (let status = 400; status < 600; status++) {
      expect(decisionOn(bare(status), call).outcome, `${status}`).to.equal('unknown');
      expect(decisionOn(named(status, 'NotAuthorizedException'), call).outcome, `${status}`).to.equal(
        status < 500 ? 'rejected' : 'unknown',
      );
    }
  });
});
