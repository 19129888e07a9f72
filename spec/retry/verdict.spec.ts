import { expect } from 'chai';
import { type Outcome, ServiceError, TransportError } from '../../lib/index.ts';
import { isThrottling, judgeReply, mayRepeat } from '../../lib/retry/verdict.ts';

// Names of AWS's standard retry mode.
const throttlingNames = [
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
const transientNames = ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException'];
const otherNames = [
  'CodeDeliveryFailureException',
  'ForbiddenException',
  'InternalErrorException',
  'NotAuthorizedException',
  'UserNotFoundException',
  'XSlowDown',
  'SlowDownException',
  'TooManyRequests',
  'RequestLimitExceededException',
  'toString',
  '__proto__',
  '',
];

function verdictOf(status: number, name: string): readonly [Outcome, boolean] {
  if (name === 'LimitExceededException') return ['rejected', false];
  if (status === 429 || status === 503 || throttlingNames.includes(name)) return ['rejected', true];
  const isTransient = [500, 502, 504].includes(status) || transientNames.includes(name);
  return [isTransient || status >= 500 ? 'unknown' : 'rejected', isTransient];
}

describe('judging a reply', () => {
  for (const [kind, names] of Object.entries({
    throttling: throttlingNames,
    transient: transientNames,
    other: otherNames,
    'limit exceeded': ['LimitExceededException'],
  })) {
    it(`decides by status and name, for every status and each name (${kind})`, () => {
      for (const name of names) {
        for (let status = 400; status < 600; status++) {
          expect(judgeReply(status, name), `${status} ${name}`).to.deep.equal(verdictOf(status, name));
        }
      }
    });
  }

  it('never repeats a reached limit', () => {
    expect(judgeReply(429, 'LimitExceededException')).to.deep.equal(['rejected', false]);
  });
});

describe('telling throttling', () => {
  it('goes by status 429, or by the name', () => {
    for (const name of throttlingNames) expect(isThrottling(400, name), name).to.equal(true);
    for (const name of [...otherNames, ...transientNames]) {
      expect(isThrottling(400, name), name).to.equal(false);
      expect(isThrottling(503, name), name).to.equal(false);
      expect(isThrottling(429, name), name).to.equal(true);
    }
    expect(isThrottling(undefined, 'TransportError')).to.equal(false);
  });
});

describe('repeating after a failure', () => {
  const failure = (outcome: Outcome, retryable: boolean): ServiceError =>
    new ServiceError({ name: 'AnyException', code: 'ERR_SERVICE_CLIENT', fault: 'client', outcome, retryable }, 'any');

  it('needs a failure that passes, and under at-most-once the certainty that no code went out', () => {
    const table = [
      ['not-sent', true, true, true],
      ['rejected', true, true, true],
      ['unknown', true, false, true],
      ['not-sent', false, false, false],
      ['rejected', false, false, false],
      ['unknown', false, false, false],
    ] as const;
    for (const [outcome, retryable, atMostOnce, atLeastOnce] of table) {
      expect(mayRepeat(failure(outcome, retryable), 'at-most-once'), outcome).to.equal(atMostOnce);
      expect(mayRepeat(failure(outcome, retryable), 'at-least-once'), outcome).to.equal(atLeastOnce);
    }
  });

  it('of the transport depends on how far the attempt came, and never follows a refused certificate', () => {
    for (const problem of ['CONNECT', 'DNS', 'FAILED', 'TIMEOUT'] as const) {
      expect(mayRepeat(new TransportError(problem, 'connect', ''), 'at-most-once')).to.equal(true);
      for (const phase of ['request', 'response'] as const) {
        expect(mayRepeat(new TransportError(problem, phase, ''), 'at-most-once')).to.equal(false);
        expect(mayRepeat(new TransportError(problem, phase, ''), 'at-least-once')).to.equal(true);
      }
    }
    expect(mayRepeat(new TransportError('TLS', 'connect', ''), 'at-least-once')).to.equal(false);
  });
});
