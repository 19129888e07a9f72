import { expect } from 'chai';
import { rejectionOf } from '../../support/cmdlet.ts';
import { chunksOf, recordsOf } from '../../support/records.ts';

const csv = (text: string) => recordsOf(text, 'csv');
const headerProblem = async (header: string): Promise<string> =>
  (await rejectionOf(csv(`${header}\nalice,hunter2\n`))).message;

describe('records in CSV', () => {
  it('have the names of the header, in any case, and the types of the parameters', async () => {
    const text =
      'username,CLIENTID,PassThru,Force,regiontocall\r\nalice,abc,TRUE,false,eu-west-1\r\n"bob","d,e",False,true,\r\n';
    expect(await csv(text)).to.deep.equal([
      [2, { Username: 'alice', ClientId: 'abc', PassThru: true, Force: false, Region: 'eu-west-1' }],
      [3, { Username: 'bob', ClientId: 'd,e', PassThru: false, Force: true }],
    ]);
  });

  it('take metadata by key, and as an object', async () => {
    const text =
      'Username,ClientMetadata.a.B,clientmetadata.__proto__,ClientMetadata\nalice,1,2,"{""c"":""3""}"\nbob,,,\n';
    expect(JSON.stringify(await csv(text))).to.equal(
      '[[2,{"Username":"alice","ClientMetadata":{"a.B":"1","__proto__":"2","c":"3"}}],[3,{"Username":"bob"}]]',
    );
  });

  it('have quotes, commas and line ends in quotes', async () => {
    const text = '"Username","SecretHash"\n"a""b","c,d\r\n\n""e"""\nf,""\n';
    expect(await csv(text)).to.deep.equal([
      [2, { Username: 'a"b', SecretHash: 'c,d\n\n"e"' }],
      [5, { Username: 'f' }],
    ]);
  });

  it('skip empty lines, a byte order mark, and the line in which PowerShell names a type', async () => {
    expect(await csv('\uFEFF#TYPE Selected.Object\r\n"Username"\r\n\r\n"alice"\r\n\r\n')).to.deep.equal([
      [4, { Username: 'alice' }],
    ]);
    expect(await csv('')).to.deep.equal([]);
    expect(await csv('Username\n')).to.deep.equal([]);
  });

  it('that are broken are errors of their own', async () => {
    const surrogate = Uint8Array.of(0x78, 0xed, 0xa0, 0x80, 0x2c, 0x0a);
    const input = chunksOf(
      'Username,ClientId\n',
      'only-one\n',
      'one,two,three\n',
      'a"b,c\n',
      '"a"b,c\n',
      surrogate,
      'a\0,b\n',
      `${'a'.repeat(2_000_000)},b\n`,
      '"x\ny"z,c\n',
      'alice,abc\n',
      '"bob,\ncarol,abc\n',
    );
    expect(await recordsOf(input, 'csv')).to.deep.equal([
      [2, 'Line 2 has 1 columns, and the header 2'],
      [3, 'Line 3 has 3 columns, and the header 2'],
      [4, 'Line 4 is no CSV: a quote stands where none may stand'],
      [5, 'Line 5 is no CSV: a quote stands where none may stand'],
      [6, 'Line 6 is no UTF-8 text'],
      [7, 'Line 7 holds a NUL character'],
      [8, 'Line 8 is longer than 1 MiB'],
      [9, 'Line 9 is no CSV: a quote stands where none may stand'],
      [11, { Username: 'alice', ClientId: 'abc' }],
      [12, 'Line 12 opens a quote that is never closed'],
    ]);
  });

  it('are at most 1 MiB long over all their lines, and what their quotes hold is no record', async () => {
    const lines = `${'a'.repeat(1023)}\n`.repeat(1100);
    expect(await csv(`Username,ClientId\n"${lines}alice,abc\n",x\nbob,abc\n`)).to.deep.equal([
      [2, 'Line 2 begins a record that is longer than 1 MiB'],
      [1104, { Username: 'bob', ClientId: 'abc' }],
    ]);
  });

  it('have values of the type that a parameter needs', async () => {
    expect(await csv('Username,Force,ClientMetadata\na,hunter2,\nb,,hunter2\nc,,"[""hunter2""]"\nd,,')).to.deep.equal([
      [2, 'Line 2 has no true or false as Force'],
      [3, 'Line 3 has no JSON object as ClientMetadata'],
      [4, 'Line 4 has no JSON object as ClientMetadata'],
      [5, { Username: 'd' }],
    ]);
  });

  it('need a header that can be understood, of which no value is quoted', async () => {
    expect(await headerProblem('alice,hunter2')).to.equal(
      'Line 1 is no header: column 1 is no parameter; --input-format lines takes it for a username',
    );
    expect(await headerProblem('Username,Client-Id')).to.equal(
      'Line 1 is no header: column 2 is no parameter; did you mean ClientId?',
    );
    expect(await headerProblem('Username,USERNAME')).to.equal('Line 1 is no header: column 2 stands there twice');
    expect(await headerProblem('Username,ClientMetadata.a,clientmetadata.a')).to.contain('column 3 stands there twice');
    expect(await headerProblem('Username,RegionToCall,Region')).to.contain('column 3 stands there twice');
    expect(await headerProblem('Username,Region.a')).to.contain('column 2 is no parameter');
    expect(await headerProblem('Username,')).to.contain('column 2 is no parameter');
    expect(await headerProblem('ClientId,Region')).to.equal('Line 1 is no header: it has no column Username');
    expect(await headerProblem('"Username')).to.contain('Line 1 opens a quote that is never closed');
  });
});
