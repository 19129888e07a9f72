import { expect } from 'chai';
import { resolveAmbient } from '../../../../lib/platform/node/settings/ambient.ts';
import { refusal, useMachine } from './machine.ts';

describe('the error for a missing region', () => {
  const machine = useMachine();

  it('says that instance metadata is turned off, and does not ask it', async () => {
    const quiet = machine.sources({ AWS_EC2_METADATA_DISABLED: 'True' }, 'eu-north-1');
    const { message } = await refusal(resolveAmbient({}, quiet));
    expect([message.includes('turned off by AWS_EC2_METADATA_DISABLED'), quiet.asked]).to.deep.equal([true, []]);
  });

  it('names every place that was looked at', async () => {
    await machine.config('[default]');
    const { code, message } = await refusal(resolveAmbient({}, machine.sources()));
    expect(code).to.equal('ERR_CONFIGURATION_REGION');
    for (const place of [
      'AWS_REGION, AWS_DEFAULT_REGION, ',
      `profile "default" in ${machine.at('.aws/credentials')} (no such file)`,
      `profile "default" in ${machine.at('.aws/config')}, `,
      'EC2 instance metadata at http://169.254.169.254',
    ]) {
      expect(message).to.include(place);
    }
  });

  it('says that there is no home directory', async () => {
    const homeless = {
      ...machine.sources(),
      homeDirectory: (): string => {
        throw new Error('no such user');
      },
    };
    expect((await refusal(resolveAmbient({}, homeless))).message).to.include('no home directory');
  });
});
