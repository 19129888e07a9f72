import { expect } from 'chai';
import fc from 'fast-check';
import { readArguments } from '../../../lib/cli/arguments.ts';
import { flags } from '../../../lib/cli/flags.ts';
import { type InputFormat, openRecords } from '../../../lib/cli/records/read-records.ts';
import { formatResult } from '../../../lib/cli/records/result.ts';
import { isForgotPasswordError, RequestValidationError } from '../../../lib/errors/errors.ts';
import { isHeaderStart, lineWriter, readEvents, readHeader, readLine } from '../../../lib/journal/format.ts';
import { expectNoPollution, json, nameLike, rejectionOf, runs, text, trapNames } from './hostile.ts';

const names = [
  'Username',
  'username',
  'ClientId',
  'ClientMetadata.key',
  'UserContextData_IpAddress',
  'Select',
  'Force',
];
const cell = fc.oneof(
  fc.constantFrom('alice', '"alice"', '"a""b"', '"a\nb"', '"open', 'a"b', '""', ''),
  nameLike(...names),
);
const row = fc
  .tuple(fc.array(cell, { maxLength: 5 }), fc.constantFrom(',', ';', '\t'))
  .map(([cells, sign]) => cells.join(sign));
const line = fc.oneof(row, json(...names), text, fc.constantFrom('#TYPE System.Object', '', ' ', '{', '['));
const source = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('', '\uFEFF'))
  .map(([lines, end, mark]) => new TextEncoder().encode(mark + lines.join(end)));
const bytes = fc.oneof(source, fc.uint8Array({ maxLength: 200 }));
const formats: readonly InputFormat[] = ['auto', 'lines', 'ndjson', 'json', 'csv', 'text'];

async function* inPieces(body: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, void> {
  for (let start = 0; start < body.length; start += size) yield body.slice(start, start + size);
}

/** What a text reads as, in the words in which it is reported. */
async function read(body: Uint8Array, size: number, format: InputFormat): Promise<string> {
  const results: string[] = [];
  const error = await rejectionOf(
    (async () => {
      const { records } = await openRecords(inPieces(body, size), { format });
      for await (const { line: number, record } of records) {
        const result = isForgotPasswordError(record)
          ? ({ index: 0, input: record, ok: false, error: record } as const)
          : ({ index: 0, input: record, ok: true, output: JSON.stringify(record) } as const);
        results.push(formatResult(result, number));
      }
    })(),
  );
  if (error) expect(error).to.be.instanceOf(RequestValidationError);
  return results.join('') + JSON.stringify(error ?? null);
}

describe('any records at all', () => {
  for (const format of formats) {
    it(`are read, or refused line by line, however they are cut into pieces (${format})`, async () => {
      const property = fc.asyncProperty(bytes, fc.integer({ min: 1, max: 30 }), async (body, size) => {
        expect(await read(body, size, format)).to.equal(await read(body, 10_000, format));
        expectNoPollution();
      });
      await fc.assert(property, runs);
    });
  }

  it('may have columns named like what all objects have, which are refused or read as they are', async () => {
    for (const name of trapNames.filter(Boolean)) {
      const csv = new TextEncoder().encode(`Username,${name}\nalice,x\n`);
      await read(csv, 100, 'csv');
      const metadata = new TextEncoder().encode(`Username,ClientMetadata.${name}\nalice,x\n`);
      expect(await read(metadata, 100, 'csv')).to.be.a('string');
      expectNoPollution();
    }
  });

  it('are read without delay, however large a line is', async () => {
    const size = 2 ** 21;
    // Beyond mocha's limit, where an expression tries each beginning with each end.
    for (const part of ['"', ',', '""', '{"', '[', ' ', '\r', 'a', '\t;', '{"Username":', '"a":[],', '\\']) {
      for (const start of ['', 'Username,ClientId\n', '{"Username":"', '"']) {
        const body = new TextEncoder().encode(start + part.repeat(size / part.length));
        for (const format of formats) await read(body, 65_536, format);
      }
    }
  }).timeout(120_000);
});

describe('any journal at all', () => {
  const names = ['kind', 'version', 'key', 'scope', 'begin', 'accepted', 'unknown'];

  it('is read line by line, or its lines are refused', () => {
    const property = fc.property(fc.oneof(json(...names), text), fc.integer(), (given, sum) => {
      isHeaderStart(given);
      expect(readLine(given, sum >>> 0)).to.equal(undefined);
      expectNoPollution();
    });
    fc.assert(property, runs);
  });

  it('may say anything in a sound line', () => {
    const property = fc.property(json(...names), (given) => {
      const content: unknown = JSON.parse(given);
      const sound = readLine(lineWriter()(Object(content)).trimEnd(), 0);
      readHeader(sound?.content);
      for (const [hash] of readEvents(sound?.content) ?? []) expect(hash).to.be.a('string');
      expectNoPollution();
    });
    fc.assert(property, runs);
  });
});

describe('any command line at all', () => {
  const canary = 'zq-canary';
  const flag = fc.constantFrom(...[...flags.keys()].map((name) => `--${name}`), '--', '-', '--no-such-flag', '-x');
  const value = fc.oneof(
    fc.constantFrom(canary, `--${canary.slice(3)}=${canary}`, `key=${canary}`, `{"${canary}"`, '1'),
    text,
  );
  const argument = fc.oneof(
    flag,
    value,
    fc.tuple(flag, value).map(([name, each]) => `${name}=${each}`),
  );

  it('is understood, or refused without its values being told', () => {
    const property = fc.property(fc.array(argument, { maxLength: 6 }), (argv) => {
      expect(readArguments(argv, {}).problems.join()).not.to.include(canary);
      expectNoPollution();
    });
    fc.assert(property, runs);
  });
});
