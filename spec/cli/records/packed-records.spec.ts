import { expect } from 'chai';
import { PackedRecords } from '../../../lib/cli/records/packed-records.ts';
import { WithheldRecord } from '../../../lib/cmdlet/withheld-record.ts';

describe('packed records', () => {
  it('come out as they went in, in order, however long they are', () => {
    const packed = new PackedRecords();
    const given = [
      'anna',
      'ä😂',
      '',
      { Username: 'a', ClientMetadata: { b: '1' } },
      'x'.repeat(300_000),
      'y'.repeat(262_136),
      ...Array.from({ length: 30_000 }, (_, index) => `user${index}`),
    ];
    for (const [index, record] of given.entries()) packed.push({ line: index + 1, record });
    expect(packed.count).to.equal(given.length);
    const taken = [...packed.read()];
    expect(taken.map(({ record }) => record)).to.deep.equal(given);
    expect(taken.every(({ line }, index) => line === index + 1)).to.equal(true);
    expect([...packed.read()]).to.deep.equal([]);
  });

  it('keep why a record is withheld', () => {
    const packed = new PackedRecords();
    const result = { ok: true, output: undefined, skipped: 'ineligible', why: 'Enabled is false' } as const;
    packed.push({ line: 7, record: new WithheldRecord('anna', result) });
    const [{ line, record } = { line: 0, record: undefined }] = packed.read();
    expect(line).to.equal(7);
    expect(record).to.be.instanceOf(WithheldRecord);
    expect((record as WithheldRecord).Username).to.equal('anna');
    expect((record as WithheldRecord).result).to.deep.equal(result);
  });
});
