import { expect } from 'chai';
import { parseIni } from '../../../../lib/platform/node/settings/ini.ts';
import { loadProfile } from '../../../../lib/platform/node/settings/profile.ts';
import { refusal, useMachine } from './machine.ts';

describe('the ini grammar', () => {
  const machine = useMachine();

  const find = async (key: string, env?: Readonly<Record<string, string>>): Promise<string | undefined> =>
    (await loadProfile(machine.sources(env))).find(key)?.value;

  it('takes a line that starts with # or ; as a comment, indented or not', async () => {
    await machine.config(
      '# region = a\n[default]\n; region = b\nregion = eu-west-1\n  # no continuation\n\t; nor this\n',
    );
    expect(await find('region')).to.equal('eu-west-1');
  });

  for (const sign of ['#', ';']) {
    it(`ends a value before a ${sign} with white space before it`, async () => {
      await machine.config(`[default]\na = v ${sign} c ${sign} d\nb = v\t${sign}c\nc = ${sign} only`);
      expect([await find('a'), await find('b'), await find('c')]).to.deep.equal(['v', 'v', undefined]);
    });

    it(`keeps a ${sign} without white space before it in the value`, async () => {
      await machine.config(`[default]\na = v${sign}x y\nb =${sign}x`);
      expect([await find('a'), await find('b')]).to.deep.equal([`v${sign}x y`, `${sign}x`]);
    });

    it(`allows a comment behind a section, with or without white space before the ${sign}`, async () => {
      await machine.config(`[profile p] ${sign} c]\na = 1\n[profile p]${sign} c\nb = 2`);
      const env = { AWS_PROFILE: 'p' };
      expect([await find('a', env), await find('b', env)]).to.deep.equal(['1', '2']);
    });
  }

  it("trims a section's name", async () => {
    await machine.config('[ default ]\na = 1\n[\tprofile \t p ]\na = 2');
    expect([await find('a'), await find('a', { AWS_PROFILE: 'p' })]).to.deep.equal(['1', '2']);
  });

  it('takes [profile x] of the config file as profile x, and ignores [x]', async () => {
    await machine.config('[p]\na = 1\nb = 1\n[profile p]\na = 2\n[profilep]\na = 3\n[q]');
    const env = { AWS_PROFILE: 'p' };
    expect([await find('a', env), await find('b', env)]).to.deep.equal(['2', undefined]);
    expect((await refusal(find('a', { AWS_PROFILE: 'q' }))).code).to.equal('ERR_CONFIGURATION_PROFILE');
  });

  it('takes [default] of the config file as the default profile', async () => {
    await machine.config('[default]\na = 1');
    expect(await find('a')).to.equal('1');
  });

  for (const order of [
    ['[default]\na = 1\nb = 1', '[profile default]\na = 2'],
    ['[profile default]\na = 2', '[default]\na = 1\nb = 1'],
  ]) {
    it(`lets [profile default] win whole over [default], ${order[0]?.split('\n')[0]} first`, async () => {
      await machine.config(order.join('\n'));
      expect([await find('a'), await find('b')]).to.deep.equal(['2', undefined]);
    });
  }

  it('takes [x] of the credentials file as profile x, and ignores [profile x]', async () => {
    await machine.credentials('[profile p]\na = 1\nb = 1\n[p]\na = 2');
    const env = { AWS_PROFILE: 'p' };
    expect([await find('a', env), await find('b', env)]).to.deep.equal(['2', undefined]);
  });

  for (const quote of ['"', "'"]) {
    it(`takes the ${quote} off a profile's name`, async () => {
      await machine.config(`[profile ${quote}p q${quote}]\na = 1`);
      expect(await find('a', { AWS_PROFILE: 'p q' })).to.equal('1');
    });
  }

  it('ignores a profile whose name has white space and no quotes', async () => {
    await machine.config('[profile p q]\na = 1');
    expect((await refusal(find('a', { AWS_PROFILE: 'p q' }))).code).to.equal('ERR_CONFIGURATION_PROFILE');
  });

  it("does not distinguish the case of a property's name", async () => {
    await machine.config('[default]\nReGiOn = a\n');
    expect(await find('region')).to.equal('a');
  });

  it('merges sections of the same name, also where they are written differently', async () => {
    await machine.config('[profile p]\na = 1\nb = 1\n[profile "p"]\nb = 2\n[profile\tp]\nc = 3');
    const env = { AWS_PROFILE: 'p' };
    expect([await find('a', env), await find('b', env), await find('c', env)]).to.deep.equal(['1', '2', '3']);
  });

  it('takes the last of several properties of the same name', async () => {
    await machine.config('[default]\na = 1\nA = 2');
    expect(await find('a')).to.equal('2');
  });

  it('reads what is indented below an empty property as nested, past blank lines', () => {
    const { sections, problems } = parseIni(
      '[services s]\nx =\n Endpoint_URL = http://h/ # c\n\n\tb=\n in valid = 1\ny = 2',
    );
    const properties = sections[0]?.properties;
    expect([...(properties?.get('x')?.nested ?? [])]).to.deep.equal([
      ['endpoint_url', 'http://h/'],
      ['b', ''],
      ['in valid', '1'],
    ]);
    expect([properties?.get('y')?.value, problems]).to.deep.equal(['2', []]);
  });

  it('reads an indented line below a property with a value as its continuation, comment signs included', async () => {
    await machine.config('[default]\na = v\n \t -w \t \n\n x = 1 # c');
    expect(await find('a')).to.equal('v\n-w\nx = 1 # c');
  });

  it('reads indented properties below a heading as botocore does, in a file that was found by default', async () => {
    await machine.config('[default]\n\n  a = 1\n  b = 2\n   -c\n  # d\n d = 3\ne =\n  f = 4');
    expect([await find('a'), await find('b'), await find('d')]).to.deep.equal(['1', '2\n-c', '3']);
    expect(parseIni('[x]\n a = 1\n b =\n  c = 2').sections[0]?.properties.get('b')?.nested.get('c')).to.equal('2');
    expect(parseIni('[x]\na = 1\n b = 2').sections[0]?.properties.get('a')?.value).to.equal('1\nb = 2');
  });

  it('keeps equals signs and what is not ASCII in a value', async () => {
    await machine.config('[default]\na = x=ü😂=');
    expect(await find('a')).to.equal('x=ü😂=');
  });

  const malformed = [
    ['a property before any section', 'region = x\n[default]\na = 1', 1],
    ['a property without "="', '[default]\na : 2\na = 1', 2],
    ['a property without a name', '[default]\n = 2\n= 2\na = 1', 2],
    ['a property without a name', '[default]\na = 1\n= 2\n -b', 3],
    ['a property without a name', '[default]\n\n= 2\na = 1', 3],
    ['a section without its "]"', '[default]\na = 1\n[profile p\na = 2', 3],
    ['a section without its "]"', '[default]\na = 1\n[profile p] x\na = 2', 3],
    ['an indented line without a property above it', '[default]\n a = 2\na = 1', 2],
    ['an indented line without a property above it', '[default]\na = 1\n[default]\n -b', 4],
    ['a nested property without "="', '[default]\na = 1\nb =\n c', 4],
    ['a nested property without a name', '[default]\na = 1\nb =\n = c', 4],
  ] as const;
  for (const [what, text, line] of malformed) {
    it(`passes over ${what} in a file that was found by default: ${JSON.stringify(text)}`, async () => {
      await machine.config(text);
      expect(await find('a')).to.equal('1');
    });

    it(`refuses it with file and line in a file that was named: ${JSON.stringify(text)}`, async () => {
      const path = await machine.write('named', text);
      for (const variable of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
        const { code, message } = await refusal(find('a', { [variable]: path }));
        expect(code).to.equal('ERR_CONFIGURATION_PROFILE');
        expect(message).to.include(`${path}, line ${line}: `);
      }
      expect(parseIni(text).problems[0]?.line).to.equal(line);
    });
  }

  it('accepts the line ends of Windows, and a byte order mark', async () => {
    await machine.config('\uFEFF[default]\r\na = 1\r\nb =\r\n c = d\r\n\r\ne = 2');
    expect([await find('a'), await find('e')]).to.deep.equal(['1', '2']);
    expect(parseIni('\uFEFF[default]\r\na = 1').problems).to.deep.equal([]);
  });

  it('is not harmed by names of the language', async () => {
    await machine.config(
      '[__proto__]\na = 1\n[profile __proto__]\n__proto__ = 2\n[profile constructor]\nb = 3\n[default]\na = 4',
    );
    expect(await find('a')).to.equal('4');
    expect(await find('__proto__')).to.equal(undefined);
    expect(await find('__proto__', { AWS_PROFILE: '__proto__' })).to.equal('2');
    expect(await find('tostring', { AWS_PROFILE: 'constructor' })).to.equal(undefined);
    expect(({} as { a?: unknown }).a).to.equal(undefined);
  });

  it("takes the credentials file's value of a profile in both files, and all others of both", async () => {
    await machine.config('[default]\na = 1\nb = 1\nd = 1');
    await machine.credentials('[default]\na = 2\nc = 2\nd =');
    expect([await find('a'), await find('b'), await find('c'), await find('d')]).to.deep.equal(['2', '1', '2', '1']);
  });
});
