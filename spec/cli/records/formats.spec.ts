import { expect } from 'chai';
import { openRecords } from '../../../lib/cli/records/read-records.ts';
import { rejectionOf } from '../../support/cmdlet.ts';
import { chunksOf, recordsOf } from '../../support/records.ts';

const formatOf = async (text: string): Promise<string> => (await openRecords(chunksOf(text))).format;
const refusalOf = async (text: string | Uint8Array): Promise<string> =>
  (await rejectionOf(recordsOf(chunksOf(text)))).message;

const user = (name: string, members: object = {}) => ({
  Username: name,
  Attributes: [{ Name: 'email_verified', Value: 'true' }],
  UserCreateDate: '2024-01-01T00:00:00+00:00',
  Enabled: true,
  UserStatus: 'CONFIRMED',
  ...members,
});
const pretty = (value: unknown): string => JSON.stringify(value, null, 4);

describe('what people have', () => {
  const names = ['anna', 'zoe'];
  const users = names.map((name) => user(name));
  const inputs: readonly [what: string, format: string, text: string][] = [
    ['usernames line by line', 'lines', 'anna\nzoe\n'],
    ["an array of --query 'Users[].Username'", 'json', pretty(names)],
    ['the same on one line', 'json', JSON.stringify(names)],
    ['what list-users prints', 'json', pretty({ Users: users })],
    ['the same on one line', 'json', JSON.stringify({ Users: users })],
    ['pages of list-users, one behind the other', 'json', users.map((each) => pretty({ Users: [each] })).join('\n')],
    ['an array of users', 'json', pretty(users)],
    ['users of jq, pretty-printed', 'json', users.map(pretty).join('\n')],
    ['NDJSON of users', 'ndjson', users.map((each) => JSON.stringify(each)).join('\n')],
    ['NDJSON of strings', 'ndjson', '"anna"\n"zoe"\n'],
    ['--output text', 'text', 'anna\tzoe\n'],
    ['--output text over several pages', 'text', 'anna\tzoe\nanna\tzoe\n'],
    ['CSV of an import job', 'csv', 'name,cognito:username,email\nA,anna,a@x\nZ,zoe,z@x\n'],
    ['CSV of a spreadsheet', 'csv', '\uFEFF"E-Mail";"Username"\r\n"a@x";"anna"\r\n"z@x";"zoe"\r\n'],
    ['CSV of one column', 'csv', 'Username\nanna\nzoe\n'],
    ['CSV of one column with an indented name', 'csv', ' username \nanna\nzoe\n'],
    ['usernames that are numbers', 'lines', '1234\n5678\n'],
  ];
  for (const [what, format, text] of inputs) {
    it(`is taken as ${format}: ${what}`, async () => {
      expect(await formatOf(text)).to.equal(format);
      const records = (await recordsOf(text)).map(([, record]) => Object(record).Username ?? record);
      if (what.includes('numbers')) expect(records).to.deep.equal(['1234', '5678']);
      else expect([...new Set(records)]).to.deep.equal(names);
    });
  }

  it('keeps the names of records in a document', async () => {
    const text = pretty([{ username: 'anna', ClientMetadata: { __proto__: null, a: '1' } }, 'zoe']);
    expect(await recordsOf(text)).to.deep.equal([
      [2, { username: 'anna', ClientMetadata: { a: '1' } }],
      [8, 'zoe'],
    ]);
  });

  it('tells how many records a document has, and that a list is a page of more', async () => {
    const notices: string[] = [];
    const text = pretty({ Users: users, PaginationToken: 'hunter2' });
    const input = await openRecords(chunksOf(text), { onNotice: (notice) => notices.push(notice) });
    expect(input).to.include({ count: 2, withheld: 0 });
    const disabled = pretty([user('anna'), user('zoe', { Enabled: false })]);
    expect(await openRecords(chunksOf(disabled))).to.include({ count: 2, withheld: 1 });
    expect(notices).to.deep.equal(['The list of users is one page of more (it ends with a pagination token)']);
    expect((await openRecords(chunksOf('anna\n'))).count).to.equal(undefined);
  });
});

describe('an input that is refused as a whole', () => {
  const refused: readonly [what: string, text: string | Uint8Array, problem: string][] = [
    ['an array that is cut off', '[\n "anna",\n "zoe"\n', 'Line 4 ends the text before its JSON list ends'],
    ['an array without a comma', '[\n "anna"\n "zoe"\n]', 'Line 3 is not valid JSON: a comma is missing before it'],
    ['an array with a comma too many', '[\n "anna",\n]', 'Line 3 is not valid JSON: a value is missing'],
    ['an array with two commas', '["anna",,"zoe"]', 'Line 1 is not valid JSON: a value is missing'],
    ['an array in an array', '[\n [\n  "anna"\n ]\n]', 'Line 2 is a list; each record must be'],
    ['an array with null', '[\n "anna",\n null\n]', 'Line 3 is null; each record must be'],
    ['an array with a broken element', '["anna", {"Username":}]', 'Line 1 is not valid JSON; nothing'],
    ['an array with a bare word', '["anna", zoe]', 'Line 1 is not valid JSON; nothing'],
    ['an object without a username', '[{"email":"hunter2"}]', 'Line 1 begins an object without a Username'],
    ['an object that gives a name twice', '[{"Username":"a","Username":"b"}]', 'Line 1 gives a name twice'],
    ['a document and something behind it', '["anna"]\nhunter2', 'Line 2 begins a second JSON document beside a list'],
    ['lists behind one another', '["anna","CONFIRMED"]\n["zoe","CONFIRMED"]', 'Line 2 begins a second JSON document'],
    ['users that are texts', '{"Users":["anna"]}', 'Line 1 is no user'],
    ['two lists of users in one object', '{"Users":[],"Users":[]}', 'Line 1 gives a name twice'],
    ['a wrapper that is cut off', '{"Users":[{"Username":"a"}]', 'Line 1 begins a JSON value that never ends'],
    ['a wrapper that is broken', '{"Users":[{"Username":"a"}] "b"}', 'Line 1 is not valid JSON'],
    ['elements of a list without its brackets', '"anna",\n"zoe"\n', 'Line 1 is an element of a JSON list'],
    ['null before quoted names', 'null\n"zoe"\n', 'Line 1 is null, which is no username'],
    ['a number before quoted names', '1\n"zoe"\n', 'Line 1 is a number before JSON'],
    ['--output table', '-----\n| ListUsers |\n+----+\n', 'Line 1 is a line of a table for people'],
    ['a table of mysql', '+------+\n| name |\n+------+\n| anna |\n', 'Line 1 is a line of a table for people'],
    ['a table of Markdown', '| Username |\n|---|\n| anna |\n', 'Line 1 is a line of a table for people'],
    ['a table of psql', ' username \n----------\n anna\n(1 row)\n', 'Line 2 is the rule of a table for people'],
    ['YAML', 'Users:\n- Username: anna\n', 'Line 1 is YAML'],
    ['YAML of names', '- anna\n- zoe\n', 'Line 1 is YAML'],
    ['whole users as text', 'USERS\tTrue\t2024\nATTRIBUTES\temail\ta@x\n', 'Line 1 has whole users as text'],
    ['tabs between names and states', 'anna\tCONFIRMED\nzoe\tCONFIRMED\n', 'columns that are not all usernames'],
    ['tabs between names and addresses', 'anna\ta@x\nzoe\tz@x\n', 'columns that are not all usernames'],
    ['XML', '<users>\n', 'Line 1 is XML or HTML'],
    ['UTF-16 without a mark', Buffer.from('anna\nzoe\n', 'utf16le'), 'Line 1 begins text in UTF-16'],
    ['a spreadsheet', 'PK\u0003\u0004', 'Line 1 begins a ZIP archive or a spreadsheet; save it as CSV'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'Line 1 begins gzip data; decompress it first'],
    ['columns without a header', 'anna,a@x\nzoe,z@x\n', 'Line 1 is no header: no column is named Username'],
    ['columns of somebody else', 'name,email\nA,a@x\n', 'if name holds the usernames, write --username-column name'],
  ];
  for (const [what, text, problem] of refused) {
    it(`is ${what}`, async () => {
      const message = await refusalOf(text);
      expect(message).to.contain(problem);
      expect(message).not.to.contain('hunter2').and.not.to.contain('--input-format lines');
    });
  }

  for (const title of [
    'email',
    'E-MAIL_ADDRESS',
    'sub',
    'id',
    'Name',
    'user',
    'user_name',
    'phone_number',
    '"email"',
  ]) {
    const isUsual = title !== 'E-MAIL_ADDRESS';
    it(`${isUsual ? 'has' : 'does not have'} one column titled ${title}`, async () => {
      if (isUsual) expect(await refusalOf(`${title}\nanna\n`)).to.contain('write --username-column');
      else expect(await formatOf(`${title}\nanna\n`)).to.equal('lines');
    });
  }

  it('is JSON where a CSV column is named', async () => {
    const error = await rejectionOf(openRecords(chunksOf('["anna"]'), { usernameColumn: 'email' }));
    expect(error.message).to.equal('--username-column is for CSV, and the input is JSON');
  });
});

describe('a line among usernames', () => {
  it('fails alone as a piece of a list in quotes or before a comma, unless the format is named', async () => {
    const text = 'anna\n"zoe",\n\'bob\'\ncarol,\n{"Username":"dan"}\n';
    const [first, ...others] = await recordsOf(text);
    expect(first).to.deep.equal([1, 'anna']);
    for (const [line, record] of others) {
      expect(record).to.equal(`Line ${line} is quoted or ends with a comma, and is no username`);
    }
    expect((await recordsOf(text, 'lines')).map(([, record]) => record)).to.deep.equal(text.trimEnd().split('\n'));
  });

  it('fails alone as a line of a table, unless the format is named', async () => {
    const text = 'anna\n+-----+\n| zoe |\n';
    expect(await recordsOf(text)).to.deep.equal([
      [1, 'anna'],
      [2, 'Line 2 is a line of a table for people, and no username'],
      [3, 'Line 3 is a line of a table for people, and no username'],
    ]);
    expect((await recordsOf(text, 'lines')).map(([, record]) => record)).to.deep.equal(['anna', '+-----+', '| zoe |']);
  });
});

describe('a JSON document', () => {
  const document = pretty({
    Users: [user('ännä'), user('q"\\u0061'), user('z', { Attributes: [] })],
    x: [[1], '[{"Users":['],
  });

  it('reads the same, however its bytes arrive', async () => {
    const bytes = new TextEncoder().encode(`\uFEFF\n${document}`);
    const expected = await recordsOf(chunksOf(bytes));
    expect(expected.map(([line]) => line)).to.deep.equal([4, 16, 28]);
    for (const size of [1, 2, 3, 7, 64]) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      expect(await recordsOf(chunksOf(...pieces)), `${size}`).to.deep.equal(expected);
    }
  });

  it('has elements of at most 1 MiB', async () => {
    const message = await refusalOf(`[{"Username":"${'a'.repeat(1_100_000)}"}]`);
    expect(message).to.equal('Line 1 begins a JSON value that is longer than 1 MiB');
  });

  it('may be longer than a line may be', async () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `user-${index}-0123456789abcdef`);
    const records = await recordsOf(JSON.stringify(names));
    expect(records.map(([, record]) => record)).to.deep.equal(names);
  });
});
