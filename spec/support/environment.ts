// Loaded before all specs: what this machine is set up with must not decide what they see.
const AMBIENT = /^(AWS_|COGNITO_)|^(https?|no|all)_proxy$/i;

for (const name of Object.keys(process.env)) {
  if (AMBIENT.test(name)) delete process.env[name];
}
process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.env.AWS_CONFIG_FILE = '/dev/null';
process.env.AWS_SHARED_CREDENTIALS_FILE = '/dev/null';
