import { expect } from 'chai';
import { type RetryQuota, retryQuota } from '../../lib/client/quota.ts';

/** How many retries a quota still pays for. */
function drain(quota: RetryQuota, isThrottled: boolean): number {
  let retries = 0;
  for (; quota.affords(isThrottled); retries++) quota.take(isThrottled);
  return retries;
}

describe('a retry quota', () => {
  it('pays for 35 retries at 14 tokens', () => {
    const quota = retryQuota();
    expect(quota.take(false)).to.equal(14);
    expect(drain(quota, false)).to.equal(34);
    expect(quota.affords(false)).to.equal(false);
  });

  it('pays for 100 retries after throttling, at 5 tokens', () => {
    const quota = retryQuota();
    expect(quota.take(true)).to.equal(5);
    expect(drain(quota, true)).to.equal(99);
  });

  it('pays for a cheap retry when there is not enough for a dear one', () => {
    const quota = retryQuota();
    drain(quota, false);
    // 10 tokens are left.
    expect(drain(quota, true)).to.equal(2);
  });

  it('gets back what the last retry cost after a success', () => {
    const quota = retryQuota();
    drain(quota, false);
    quota.refund(14);
    expect(drain(quota, false)).to.equal(1);
  });

  it('gets back one token after a success without a retry', () => {
    const quota = retryQuota();
    drain(quota, true);
    for (let i = 0; i < 4; i++) quota.refund(0);
    expect(quota.affords(true)).to.equal(false);
    quota.refund(0);
    expect(quota.affords(true)).to.equal(true);
  });

  it('never holds more than 500 tokens', () => {
    const quota = retryQuota();
    for (let i = 0; i < 100; i++) quota.refund(14);
    expect(drain(quota, true)).to.equal(100);
  });

  it('is not shared', () => {
    drain(retryQuota(), true);
    expect(drain(retryQuota(), true)).to.equal(100);
  });
});
