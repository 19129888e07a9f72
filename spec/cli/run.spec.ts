import { Readable, Writable } from 'node:stream';
import { expect } from 'chai';
import { NO_JOURNAL } from '../../lib/cli/batch/notices.ts';
import { VERSION } from '../../lib/schema/generated/version.ts';
import { accepting, details, withCognito } from '../support/cognito.ts';
import { withLoopback } from '../support/loopback.ts';
import { runHere } from '../support/run-here.ts';

describe('the result', () => {
  const resultOf = (body: unknown, argv: readonly string[] = [], isTTY = false) =>
    withLoopback([{ body }], async ({ url }) => {
      const { code, stdout } = await runHere(['alice', '--client-id=c', `--endpoint-url=${url}`, ...argv], { isTTY });
      expect(code).to.equal(0);
      return stdout;
    });

  it('is one line of JSON', async () => {
    expect(await resultOf({ CodeDeliveryDetails: details })).to.equal(`${JSON.stringify(details)}\n`);
  });

  it('is indented JSON on a terminal', async () => {
    expect(await resultOf({ CodeDeliveryDetails: details }, [], true)).to.equal(
      `${JSON.stringify(details, null, 2)}\n`,
    );
  });

  it('is lines of key, tab and value as text', async () => {
    expect(await resultOf({ CodeDeliveryDetails: details }, ['--output=text'])).to.equal(
      'AttributeName\temail\nDeliveryMedium\tEMAIL\nDestination\ta***@e***\n',
    );
  });

  it('is an empty object where the service tells nothing', async () => {
    expect(await resultOf({})).to.equal('{}\n');
    expect(await resultOf({}, ['--output=text'])).to.equal('');
  });

  it('is what is selected', async () => {
    const selected = (...argv: string[]) => resultOf({ CodeDeliveryDetails: details }, argv);
    expect(await selected('--select=codedeliverydetails.destination')).to.equal('"a***@e***"\n');
    expect(await selected('--select=CodeDeliveryDetails.Destination', '--output=text')).to.equal('a***@e***\n');
    expect(await selected('--select=^Username', '--output=text')).to.equal('alice\n');
    expect(JSON.parse(await selected('--select', '*'))).to.deep.include({ CodeDeliveryDetails: details });
    expect(await selected('--select', '*', '--output=text')).to.match(
      /^CodeDeliveryDetails\t\{"AttributeName".*\}\n\$metadata\t\{.*\}\n$/,
    );
  });

  it('is null where the service does not tell what is selected', async () => {
    expect(await resultOf({}, ['--select=CodeDeliveryDetails.Destination'])).to.equal('null\n');
    expect(await resultOf({}, ['--select=^SecretHash'])).to.equal('null\n');
    expect(await resultOf({}, ['--select=^SecretHash', '--output=text'])).to.equal('');
  });

  it('cannot steer a terminal', async () => {
    const Destination = 'a\u001B]0;x\u0007b\u009B31mc\nd\te\u202Ef\u007Fg\u2028h';
    const body = { CodeDeliveryDetails: { Destination, Other: { '\u009Bk': ['\u009B'] } } };
    const text = await resultOf(body, ['--output=text']);
    expect(text).to.equal(
      'Destination\ta\\u001b]0;x\\u0007b\\u009b31mc\\u000ad\\u0009e\\u202ef\\u007fg\\u2028h\n' +
        'Other\t{"\\u009bk":["\\u009b"]}\n',
    );
    const json = await resultOf(body);
    expect(json).to.match(/^[\x20-\x7E]+\n$/);
    expect(JSON.parse(json)).to.deep.equal(body.CodeDeliveryDetails);
  });
});

describe('the version', () => {
  it("is the package's", async () => {
    expect(await runHere(['--version'])).to.deep.include({ code: 0, stdout: `${VERSION}\n` });
  });
});

describe('an interruption before anything is sent', () => {
  it('says so', async () => {
    await withCognito(accepting, async ({ url, requests }) => {
      const argv = ['alice', '--client-id=c', `--endpoint-url=${url}`];
      const { code, stderr } = await runHere(argv, { signal: AbortSignal.abort() });
      expect(code).to.equal(130);
      expect(stderr).to.match(/^InterruptedError: Interrupted\. Nothing was sent\n/);
      expect(requests).to.have.length(0);
    });
  });
});

describe('a result that cannot be written', () => {
  const fullDisk = (): Writable => {
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    });
    return full.on('error', () => {});
  };

  it('is told from a request that failed', async () => {
    await withCognito(accepting, async ({ url }) => {
      const argv = ['alice', '--client-id=c', `--endpoint-url=${url}`];
      const { code, stderr } = await runHere(argv, { stdout: fullDisk() });
      expect(code).to.equal(4);
      expect(stderr).to.contain('ENOSPC').and.to.contain('outcome: accepted');
    });
  });

  it('ends a run over records, and no further one is sent', async () => {
    await withCognito(accepting, async ({ url, requests }) => {
      const stdin = Readable.from([Buffer.from('alice\nbob\n')]);
      const argv = ['--client-id=c', `--endpoint-url=${url}`];
      const { code, stderr } = await runHere(argv, { stdin, stdout: fullDisk() });
      expect(code).to.equal(4);
      expect(stderr)
        .to.contain(`${NO_JOURNAL}\n1 record: 1 accepted\n`)
        .and.to.match(
          /\nOutputError: A record's result could not be written: no space is left on the device \(ENOSPC\)\n$/,
        );
      expect(requests).to.have.length(1);
    });
  });
});
