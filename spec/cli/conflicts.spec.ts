import { Readable } from 'node:stream';
import { expect } from 'chai';
import { accepting, withCognito } from '../support/cognito.ts';
import { type Here, runHere } from '../support/run-here.ts';

const records = (): Here => ({ stdin: Readable.from([Buffer.from('alice\n')]) });

describe('arguments that do not go together', () => {
  const cases: readonly [argv: readonly string[], here: () => Here, sentence: string][] = [
    [['alice', '--secret-hash=YQ==', '--client-secret-file=b'], () => ({}), 'exclude each other'],
    [['alice', '--input-format=csv'], records, '--input-format is for records'],
    [['--output=text'], records, 'records get a line of JSON each'],
    [['--secret-hash=YQ=='], records, '--secret-hash fits one USERNAME only'],
  ];
  for (const [argv, hereOf, sentence] of cases) {
    it(`are refused before anything is read or sent: ${argv.join(' ')}`, () =>
      withCognito(accepting, async ({ url, requests }) => {
        const here = hereOf();
        const { code, stdout, stderr } = await runHere([...argv, '--client-id=c', `--endpoint-url=${url}`], here);
        expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
        expect(stderr)
          .to.match(/^UsageError: /)
          .and.to.contain(sentence);
        expect(here.stdin?.readableDidRead ?? false).to.equal(false);
        expect(requests).to.have.length(0);
      }));
  }

  it('are refused by the cmdlet itself: --select and --pass-thru', async () => {
    for (const here of [{}, records()]) {
      const argv = [...('stdin' in here ? [] : ['alice']), '--client-id=c', '--region=eu-west-1'];
      const { code, stderr } = await runHere([...argv, '--select=*', '--pass-thru'], here);
      expect(code).to.equal(2);
      expect(stderr).to.contain('PassThru excludes Select; remove PassThru').and.to.contain('--pass-thru');
    }
  });
});
