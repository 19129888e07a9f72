import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { HASH_BYTES, hashTable } from '../../lib/journal/hash-table.ts';
import { knownRecords } from '../../lib/journal/known-records.ts';

describe('a table of hashes', () => {
  it('finds each of many again, and none that it does not have', () => {
    const { get, set } = hashTable(4);
    const hashes = Array.from({ length: 10_000 }, () => randomBytes(HASH_BYTES));
    for (const [index, hash] of hashes.entries()) set(hash, (index % 65_535) + 1);
    for (const [index, hash] of hashes.entries()) expect(get(hash)).to.equal((index % 65_535) + 1);
    expect(get(randomBytes(HASH_BYTES))).to.equal(0);
  });

  it('tells hashes apart that begin or end alike', () => {
    const { get, set } = hashTable(4);
    const hashes = [0, 4, 8].map((changed) => Buffer.alloc(HASH_BYTES).fill(1, changed, changed + 1));
    for (const [index, hash] of hashes.entries()) set(hash, index + 1);
    set(hashes[1] ?? Buffer.alloc(0), 9);
    expect(hashes.map(get)).to.deep.equal([1, 9, 3]);
  });
});

describe('what is known of records', () => {
  it('keeps outcomes when there are more names of errors than it can number', () => {
    const { learn, ask } = knownRecords();
    const hashes = Array.from({ length: 10_000 }, () => randomBytes(HASH_BYTES));
    for (const [index, hash] of hashes.entries()) learn(hash, 'rejected', `E${index}`);
    const known = hashes.map((hash) => ask(hash).known);
    expect(new Set(known.map((entry) => entry?.outcome))).to.deep.equal(new Set(['rejected']));
    expect(known[0]?.errorName).to.equal('E0');
    expect(known.at(-1)).to.deep.equal({ outcome: 'rejected' });
  });
});
