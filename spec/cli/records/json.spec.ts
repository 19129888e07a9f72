import { expect } from 'chai';
import { rejectionOf } from '../../support/cmdlet.ts';
import { recordsOf } from '../../support/records.ts';

const problemOf = async (line: string): Promise<unknown> => {
  const [[, record] = [], next] = await recordsOf(`${line}\n"bob"\n`, 'ndjson');
  expect(next).to.deep.equal([2, 'bob']);
  expect(record).to.be.a('string');
  return record;
};

describe('records in NDJSON', () => {
  it('are objects and strings, with their lines', async () => {
    expect(
      await recordsOf('{"Username":"alice"}\n\n"bob"\r\n{"username":"carol","Select":"*"}', 'ndjson'),
    ).to.deep.equal([
      [1, { Username: 'alice' }],
      [3, 'bob'],
      [4, { username: 'carol', Select: '*' }],
    ]);
  });

  it('leave a later value of another kind to the pipeline, which refuses it', async () => {
    expect(await recordsOf('"bob"\n7\nnull\n["alice"]', 'ndjson')).to.deep.equal([
      [1, 'bob'],
      [2, 7],
      [3, null],
      [4, ['alice']],
    ]);
  });

  it('refuse the input when the first value is neither a text nor an object', async () => {
    for (const [first, kind] of [
      ['7', 'a number'],
      ['null', 'null'],
      ['["alice"]', 'a list'],
    ] as const) {
      const error = await rejectionOf(recordsOf(`${first}\n"bob"\n`, 'ndjson'));
      expect(error.message).to.contain(`Line 1 is ${kind}; each record must be a username in quotes or an object`);
    }
  });

  it('that are no JSON are errors which do not quote them', async () => {
    for (const line of ['{hunter2}', '{"a":"hunter2', 'hunter2', '{"Username":"a\0"}x', '{}{}']) {
      const problem = await problemOf(line);
      expect(problem).to.match(/^Line 1 (is not valid JSON|holds a NUL character)$/);
    }
  });

  it('must not give a name twice, of which one would be lost', async () => {
    for (const line of [
      '{"Username":"alice","Username":"bob"}',
      '{"Username":"alice","\\u0055sername" : "bob"}',
      '{"Username":"alice","ClientMetadata":{"a":"1","b":"}","a":"2"}}',
    ]) {
      expect(await problemOf(line)).to.equal('Line 1 gives a name twice');
    }
    const [[, record] = []] = await recordsOf('{"a":{"a":"\\"a\\":","b":["a","a",{"a":1}]},"b":"a"}', 'ndjson');
    expect(record).to.be.an('object');
    expect(await recordsOf('{"a":{"b":1},"b":1}', 'ndjson')).to.deep.equal([[1, { a: { b: 1 }, b: 1 }]]);
  });

  it('must not hold a lone surrogate, in names and values', async () => {
    for (const line of [
      '{"Username":"\\ud800"}',
      '{"ClientMetadata":{"\\udc00":"1"}}',
      '{"ClientMetadata":["a\\ud83d"]}',
    ]) {
      expect(await problemOf(line)).to.contain('Line 1 holds half of a character');
    }
    expect(await recordsOf('"\\ud83d\\ude00"', 'ndjson')).to.deep.equal([[1, '😀']]);
  });

  it('may be as long and as deep as a line may be', async () => {
    const text = 'a"\\'.repeat(150_000);
    expect(await recordsOf(JSON.stringify({ text }), 'ndjson')).to.deep.equal([[1, { text }]]);
    expect(await problemOf('['.repeat(1_000_000))).to.equal('Line 1 is not valid JSON');
  });

  it('cannot reach a prototype', async () => {
    const [[, record] = []] = await recordsOf('{"__proto__":{"polluted":1},"Username":"alice"}', 'ndjson');
    expect(Object.keys(Object(record))).to.deep.equal(['__proto__', 'Username']);
    expect(Object(record).polluted).to.equal(undefined);
  });
});
