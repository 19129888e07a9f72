import { expect } from 'chai';
import { openRecords } from '../../../lib/cli/records/read-records.ts';
import { rejectionOf } from '../../support/cmdlet.ts';
import { chunksOf, recordsOf } from '../../support/records.ts';

const MIB = 1_048_576;

describe('lines of usernames', () => {
  it('end with LF or CRLF, the last one also without', async () => {
    for (const text of ['alice\nbob\n', 'alice\r\nbob\r\n', 'alice\nbob']) {
      expect(await recordsOf(text, 'lines')).to.deep.equal([
        [1, 'alice'],
        [2, 'bob'],
      ]);
    }
  });

  it('are the same, however their bytes arrive', async () => {
    const bytes = new TextEncoder().encode('\uFEFFälice\r\n\nböb\n');
    expect(await recordsOf(chunksOf(...[...bytes].map((byte) => Uint8Array.of(byte))))).to.deep.equal([
      [1, 'älice'],
      [3, 'böb'],
    ]);
  });

  it('may be blank, and are no records then', async () => {
    expect(await recordsOf('\n  \nalice\n\t\n\r\n')).to.deep.equal([[3, 'alice']]);
    expect(await recordsOf('')).to.deep.equal([]);
    expect(await recordsOf('\n')).to.deep.equal([]);
    expect(await recordsOf('\uFEFF')).to.deep.equal([]);
  });

  it('begin with a byte order mark in the first one only', async () => {
    expect(await recordsOf('\uFEFFalice\n\uFEFFbob', 'lines')).to.deep.equal([
      [1, 'alice'],
      [2, '\uFEFFbob'],
    ]);
  });

  it('that cannot be used are errors of their own', async () => {
    const surrogate = Uint8Array.of(0x61, 0xed, 0xa0, 0x80, 0x0a);
    const input = chunksOf('alice\n', surrogate, 'a\0b\n', Uint8Array.of(0xff, 0x0a), 'bob\n');
    expect(await recordsOf(input, 'lines')).to.deep.equal([
      [1, 'alice'],
      [2, 'Line 2 is no UTF-8 text'],
      [3, 'Line 3 holds a NUL character'],
      [4, 'Line 4 is no UTF-8 text'],
      [5, 'bob'],
    ]);
  });

  it('are at most 1 MiB long, and what is longer is skipped', async () => {
    const mebibyte = 'a'.repeat(MIB);
    const records = await recordsOf(chunksOf(...Array(10).fill(mebibyte), '\nbob\n', mebibyte, '\n', mebibyte, 'a'));
    expect(records).to.deep.equal([
      [1, 'Line 1 is longer than 1 MiB'],
      [2, 'bob'],
      [3, mebibyte],
      [4, 'Line 4 is longer than 1 MiB'],
    ]);
  });

  it('are refused as a whole in UTF-16, with what to do', async () => {
    for (const mark of [Uint8Array.of(0xff, 0xfe), Uint8Array.of(0xfe, 0xff)]) {
      const error = await rejectionOf(recordsOf(chunksOf(mark, Buffer.from('alice\nbob\n', 'utf16le'))));
      expect(error.message).to.equal('Line 1 begins text in UTF-16; save it as UTF-8');
    }
  });
});

describe('the source of records', () => {
  it('is read only as fast as its records are taken', async () => {
    let read = 0;
    async function* source() {
      for (;;) {
        read++;
        yield* chunksOf('alice\nbob\n');
      }
    }
    const { records } = await openRecords(source());
    const iterator = records[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    expect(read).to.equal(1);
    await iterator.next();
    expect(read).to.equal(2);
    await iterator.return?.();
  });

  for (const [format, text] of [
    ['lines', 'alice\nbob\n'],
    ['ndjson', '{}\n{}\n'],
    ['csv', 'Username\nalice\nbob\n'],
  ] as const) {
    it(`is closed when no more is wanted: ${format}`, async () => {
      let isClosed = false;
      async function* source() {
        try {
          for (;;) yield* chunksOf(text);
        } finally {
          isClosed = true;
        }
      }
      const { records } = await openRecords(source(), { format });
      for await (const _record of records) break;
      expect(isClosed).to.equal(true);
    });
  }
});

describe('the format of records', () => {
  const formats: readonly [format: string, first: string][] = [
    ['lines', 'alice'],
    ['csv', 'Username'],
    ['csv', 'USERNAME'],
    ['csv', '"Username"'],
    ['csv', 'clientid,username'],
    ['csv', 'Username, ClientMetadata.source'],
    ['csv', '#TYPE System.Management.Automation.PSCustomObject'],
    // Broken forms, and columns of somebody else's, which must not become usernames.
    ['csv', 'name,email'],
    ['csv', 'alice,bob'],
    ['csv', 'Usernam,ClientId'],
    ['csv', 'clientid,username'],
    ['ndjson', '{"Username":"alice"}'],
    ['ndjson', '"alice"'],
    ['json', '[{"Username":"alice"}]'],
    ['json', '  {'],
    ['csv', 'Region'],
    ['csv', 'cognito:username'],
    ['text', 'alice\tbob'],
  ];
  for (const [format, first] of formats) {
    it(`is ${format} after ${first}`, async () => {
      const named = await recordsOf(`\n${first}\n`, format as 'csv').catch((error: Error) => error.message);
      const detected = await recordsOf(`\n${first}\n`).catch((error: Error) => error.message);
      expect(detected).to.deep.equal(named);
      if (format !== 'lines') expect(detected).not.to.deep.equal(await recordsOf(`\n${first}\n`, 'lines'));
    });
  }
});
