import { expect } from 'chai';
import { mayRepeat, throttling } from '../../lib/client/decide.ts';
import { type Outcome, ServiceError, TransportError, type TransportPhase } from '../../lib/index.ts';
import { errorOf } from '../../lib/protocol/reply.ts';

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
  'toString',
  '__proto__',
  '',
];

function verdictOf(status: number, name: string): { outcome: Outcome; retryable: boolean } {
  if (name === 'LimitExceededException') return { outcome: status < 500 ? 'rejected' : 'unknown', retryable: false };
  if (status === 429 || status === 503 || throttlingNames.includes(name))
    return { outcome: 'rejected', retryable: true };
  const isTransient = [500, 502, 504].includes(status) || transientNames.includes(name);
  return { outcome: isTransient || status >= 500 ? 'unknown' : 'rejected', retryable: isTransient };
}

function judgeReply(status: number, name: string): { outcome: Outcome; retryable: boolean } {
  const { outcome, retryable } = errorOf(status, new Headers(), { __type: name }, []);
  return { outcome, retryable };
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
    expect(judgeReply(429, 'LimitExceededException')).to.deep.equal({ outcome: 'rejected', retryable: false });
  });
});

describe('telling throttling', () => {
  it('goes by status 429, or by the name', () => {
    for (const name of throttlingNames) expect(throttling.test(400 + name), name).to.equal(true);
    for (const name of [...otherNames, ...transientNames]) {
      expect(throttling.test(400 + name), name).to.equal(false);
      expect(throttling.test(503 + name), name).to.equal(false);
      expect(throttling.test(429 + name), name).to.equal(true);
    }
    expect(throttling.test(`${undefined}TransportError`)).to.equal(false);
  });
});

describe('repeating after a failure', () => {
  const failure = (outcome: Outcome, retryable: boolean): ServiceError =>
    new ServiceError('service_client', 'any', { name: 'AnyException', fault: 'client', outcome, retryable });

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

  it('of the transport depends on how far the attempt came', () => {
    const failed = (phase: TransportPhase): TransportError => new TransportError('transport_failed', '', { phase });
    expect(mayRepeat(failed('connect'), 'at-most-once')).to.equal(true);
    for (const phase of ['request', 'response'] as const) {
      expect(mayRepeat(failed(phase), 'at-most-once')).to.equal(false);
      expect(mayRepeat(failed(phase), 'at-least-once')).to.equal(true);
    }
  });
});
