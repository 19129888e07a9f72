import { expect } from 'chai';
import type { RecordOutcome } from '../../lib/bulk/journal-entry.ts';
import { foldUsername, identityText } from '../../lib/bulk/record-identity.ts';
import { fateOf, skipDuplicate, skipKnown } from '../../lib/bulk/skip.ts';
import { TransportError } from '../../lib/node.ts';

describe('a record that earlier runs settled', () => {
  const outcomes: readonly RecordOutcome[] = ['accepted', 'rejected', 'unknown', 'not-sent'];
  const skippedWith = (policy: object): (string | undefined)[] =>
    outcomes.map((outcome) => skipKnown({ outcome }, policy)?.skipped);

  it('is skipped unless it was not sent', () => {
    expect(skippedWith({})).to.deep.equal(['accepted', 'rejected', 'unknown', undefined]);
    expect(skipKnown(undefined, {})).to.equal(undefined);
  });

  it('is sent again where retryUnknown or retryRejected says so', () => {
    expect(skippedWith({ retryUnknown: true })).to.deep.equal(['accepted', 'rejected', undefined, undefined]);
    expect(skippedWith({ retryRejected: true })).to.deep.equal(['accepted', undefined, 'unknown', undefined]);
  });

  it('fails with the name of the error that it ended with', () => {
    const result = skipKnown({ outcome: 'rejected', errorName: 'UserNotFoundException' }, {});
    expect(result).to.have.nested.property('error.code', 'ERR_SKIPPED');
    expect(result).to.have.nested.property('error.message').that.contains('UserNotFoundException');
  });
});

describe('a duplicate', () => {
  it('succeeds where the first one was accepted, or nobody wanted it', () => {
    for (const outcome of ['accepted', 'declined'] as const) {
      expect(skipDuplicate({ outcome })).to.deep.equal({ ok: true, output: undefined, skipped: 'duplicate' });
    }
  });

  for (const [outcome, text] of [
    ['not-sent', 'A duplicate of a record that was not sent (TransportError)'],
    ['rejected', 'A duplicate of a record that was rejected (TransportError)'],
    ['unknown', 'A duplicate of a record that may have been sent (TransportError)'],
  ] as const) {
    it(`fails where the first one is ${outcome}, and says so`, () => {
      const result = skipDuplicate({ outcome, errorName: 'TransportError' });
      expect(result).to.include({ ok: false, skipped: 'duplicate' });
      expect(result).to.have.nested.property('error.outcome', outcome);
      expect(result).to.have.nested.property('error.message', text);
    });
  }
});

describe('what became of a record', () => {
  const known = { outcome: 'rejected', errorName: 'UserNotFoundException' } as const;
  const error = new TransportError('x', { phase: 'request' });

  it('follows from its result, and from what the call knows', () => {
    expect(fateOf({ ok: true }, undefined, 'accepted')).to.deep.equal({ outcome: 'accepted' });
    expect(fateOf({ ok: true, skipped: 'declined' }, undefined, undefined)).to.deep.equal({ outcome: 'declined' });
    expect(fateOf({ ok: false, skipped: 'rejected', error }, known, undefined)).to.equal(known);
    const errorName = 'TransportError';
    expect(fateOf({ ok: false, error }, undefined, 'unknown')).to.deep.equal({ outcome: 'unknown', errorName });
    expect(fateOf({ ok: false, error: new Error('x') }, undefined, 'unknown')).to.deep.equal({ outcome: 'unknown' });
  });

  it('is that nothing was sent where no call was made', () => {
    expect(fateOf({ ok: false, error: new Error('x') }, undefined, undefined)).to.deep.equal({ outcome: 'not-sent' });
  });
});

describe('the identity of a record', () => {
  const alice = { clientId: 'c', username: 'alice', region: 'eu-west-1', endpointUrl: undefined };

  it('holds client, username and region, or a custom endpoint in place of the region', () => {
    const texts = [
      alice,
      { ...alice, clientId: undefined },
      { ...alice, username: 'bob' },
      { ...alice, region: 'us-east-1' },
      { ...alice, endpointUrl: 'https://example.com' },
    ].map(identityText);
    expect(new Set(texts).size).to.equal(texts.length);
    const endpointUrl = 'https://example.com';
    expect(identityText({ ...alice, endpointUrl })).to.equal(identityText({ ...alice, endpointUrl, region: 'x' }));
  });

  it('can leave case and Unicode form aside', () => {
    expect(foldUsername('ÉVA')).to.equal(foldUsername('e\u0301va'));
    expect(foldUsername('Éva')).to.equal('éva');
    expect(foldUsername('alice')).to.equal('alice');
  });
});
