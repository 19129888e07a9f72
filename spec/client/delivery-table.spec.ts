// The decision, row by row: what is known of a failed attempt, what that says of the user's code, and what may follow.
import { expect } from 'chai';
import { type AttemptFacts, attemptOutcome, type CallFacts, decide } from '../../lib/client/decide.ts';
import type { Outcome } from '../../lib/index.ts';

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

const named = (status: number, errorName: string): AttemptFacts => ({ phase: 'response', status, errorName });
const bare = (status: number): AttemptFacts => ({ phase: 'response', status });

const rows = <Item extends string | number>(
  kind: string,
  items: readonly Item[],
  factsOf: (item: Item) => AttemptFacts,
  expected: readonly [Outcome, boolean, boolean],
): Row[] => items.map((item) => [`${kind} ${item}`, factsOf(item), ...expected]);

const table: readonly Row[] = [
  ['no connection', { phase: 'connect' }, ...certain],
  ['a refused certificate or tunnel', { phase: 'connect', isPermanent: true }, ...final],
  ['a connection that breaks before a response', { phase: 'request' }, ...ambiguous],
  ['a connection that breaks in the middle of the response', { phase: 'response' }, ...ambiguous],
  ['a reply that is too large', { phase: 'response', isPermanent: true }, ...lost],
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
  ...rows('a redirect, status', [0, 300, 302, 307, 399], (status) => ({ ...bare(status), isPermanent: true }), lost),
];

const call: CallFacts = {
  outcomeBefore: 'not-sent',
  isAborted: false,
  delivery: undefined,
  hasAttemptsLeft: true,
  hasTimeLeft: true,
  hasQuotaLeft: true,
};

describe('the delivery table', () => {
  for (const [what, facts, outcome, atMostOnce, atLeastOnce] of table) {
    it(`${what}: ${outcome}, repeated at most once: ${atMostOnce}, at least once: ${atLeastOnce}`, () => {
      const byDefault = decide(facts, call);
      expect({
        outcome: byDefault.outcome,
        retryable: byDefault.retryable,
        default: byDefault.isRepeated,
        atMostOnce: decide(facts, { ...call, delivery: 'at-most-once' }).isRepeated,
        atLeastOnce: decide(facts, { ...call, delivery: 'at-least-once' }).isRepeated,
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
      expect(decide(facts, before), what).to.deep.equal({ outcome: 'unknown', retryable: false, isRepeated: false });
      expect(decide(facts, { ...before, delivery: 'at-least-once' }).isRepeated, what).to.equal(atLeastOnce);
    }
  });

  it('repeats nothing after an abort, or where attempts, time or quota are used up', () => {
    for (const limit of [
      { isAborted: true },
      { hasAttemptsLeft: false },
      { hasTimeLeft: false },
      { hasQuotaLeft: false },
    ]) {
      for (const [what, facts, outcome] of table) {
        const decision = decide(facts, { ...call, delivery: 'at-least-once', ...limit });
        expect(decision, what).to.include({ outcome, isRepeated: false });
      }
    }
  });

  it('takes an error that an operation can meet after it acted for unknown', () => {
    const ambiguousErrors = /^UserLambdaValidationException$/;
    for (const [errorName, outcome] of [
      ['UserLambdaValidationException', 'unknown'],
      ['UserNotFoundException', 'rejected'],
    ] as const) {
      expect(attemptOutcome(named(400, errorName), ambiguousErrors)).to.equal(outcome);
      expect(decide(named(400, errorName), { ...call, ambiguousErrors }).outcome).to.equal(outcome);
    }
  });

  it('decides by status and name alone, for every status', () => {
    for (let status = 400; status < 600; status++) {
      expect(attemptOutcome(bare(status)), `${status}`).to.equal('unknown');
      expect(attemptOutcome(named(status, 'NotAuthorizedException')), `${status}`).to.equal(
        status < 500 ? 'rejected' : 'unknown',
      );
    }
  });
});
