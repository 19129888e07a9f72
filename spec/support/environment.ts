// Keeps the settings of the machine that runs the specs out of them.
const AMBIENT = /^(AWS_|COGNITO_|(HTTPS?|NO|ALL)_PROXY$)/i;

/** Takes all ambient settings away for the duration of a suite; nothing is looked up outside the process. */
export function withoutAmbientSettings(): void {
  const saved: NodeJS.ProcessEnv = {};
  before(() => {
    for (const name of Object.keys(process.env).filter((each) => AMBIENT.test(each))) {
      saved[name] = process.env[name];
      delete process.env[name];
    }
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    process.env.AWS_CONFIG_FILE = process.env.AWS_SHARED_CREDENTIALS_FILE = new URL(
      'no-such-file',
      import.meta.url,
    ).pathname;
  });
  after(() => {
    for (const name of Object.keys(process.env).filter((each) => AMBIENT.test(each))) delete process.env[name];
    Object.assign(process.env, saved);
  });
}
