import { expect } from 'chai';
import { backoffMs, requestedWaitMs } from '../../lib/client/backoff.ts';
import type { ResponseHeaders } from '../../lib/protocol/json11.ts';

const almostOne = 1 - 2 ** -53;

describe('the wait before a retry', () => {
  it('grows from 50 ms by twos up to 20 s, times the jitter', () => {
    const longest = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000];
    for (const [retry, ms] of longest.entries()) {
      expect(backoffMs(retry + 1, false, 0, 0)).to.equal(0);
      expect(backoffMs(retry + 1, false, 0, 0.5)).to.equal(ms / 2);
      expect(backoffMs(retry + 1, false, 0, almostOne)).to.be.closeTo(ms, 1e-9);
    }
  });

  it('grows from 1 s after throttling', () => {
    for (const [retry, ms] of [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000].entries()) {
      expect(backoffMs(retry + 1, true, 0, 0.5)).to.equal(ms / 2);
    }
  });

  it('stays a number after very many retries', () => {
    expect(backoffMs(5_000, false, 0, 0.5)).to.equal(10_000);
    expect(backoffMs(5_000, true, 0, 0)).to.equal(0);
  });

  it('is what the service asks for where that is longer, by at most 5 s', () => {
    const hinted = (random: number, ms: number, attempts = 1): number => backoffMs(attempts, attempts > 1, ms, random);
    expect(hinted(0, 300)).to.equal(300);
    expect(hinted(0.5, 24)).to.equal(25);
    expect(hinted(0.5, 26)).to.equal(26);
    expect(hinted(0.5, 5_025)).to.equal(5_025);
    expect(hinted(0.5, 5_026)).to.equal(5_025);
    expect(hinted(0.5, Number.POSITIVE_INFINITY, 10)).to.equal(15_000);
  });
});

describe('what a reply asks for', () => {
  const now = Date.parse('2026-11-23T09:00:00Z');
  const hintOf = (headers: ResponseHeaders): number => requestedWaitMs(headers, now);
  const hint = (headers: Record<string, string>): number => hintOf(new Headers(headers));

  it('stands in x-amz-retry-after, in milliseconds', () => {
    expect(hint({ 'x-amz-retry-after': '1500' })).to.equal(1_500);
    expect(hint({ 'x-amz-retry-after': '1500', 'retry-after': '9' })).to.equal(1_500);
  });

  it('or in Retry-After, in seconds or as a date', () => {
    expect(hint({ 'retry-after': '4' })).to.equal(4_000);
    expect(hint({ 'retry-after': '0.5' })).to.equal(500);
    expect(hint({ 'retry-after': 'Mon, 23 Nov 2026 09:00:03 GMT' })).to.equal(3_000);
  });

  it('is nothing where it is past, cannot be read or is not there', () => {
    expect(hint({})).to.equal(0);
    for (const value of [
      '',
      '0',
      '-5',
      'soon',
      'NaN',
      'Mon, 23 Nov 2026 08:59:59 GMT',
      '1970-01-01',
      '[object Object]',
    ]) {
      expect(hint({ 'retry-after': value }), value).to.equal(0);
    }
    for (const value of ['', '0', '-5', 'soon', 'NaN']) expect(hint({ 'x-amz-retry-after': value }), value).to.equal(0);
  });

  it('is read from Retry-After where x-amz-retry-after cannot be read', () => {
    expect(hint({ 'x-amz-retry-after': 'soon', 'retry-after': '2' })).to.equal(2_000);
  });

  it('is read from headers that answer null or undefined', () => {
    expect(hintOf({ get: () => undefined })).to.equal(0);
    expect(hintOf({ get: () => null })).to.equal(0);
  });
});
