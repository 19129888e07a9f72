import { resolveEndpoint, type SettingResolved } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { flags } from './flags.ts';
import type { Surroundings } from './surroundings.ts';

// What sets up the client but must not be shown.
const HIDDEN: readonly string[] = ['client-id', 'client-secret-file', 'proxy-url'];
const PLACES: readonly string[] = ['region', 'profile-location', 'endpoint-url'];

// An endpoint that is refused may hold credentials.
function isUsable(endpointUrl: unknown): boolean {
  try {
    resolveEndpoint({ endpointUrl: `${endpointUrl}` });
    return true;
  } catch {
    return false;
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function settingOf(name: string, source: string, bags: Arguments): SettingResolved | undefined {
  const flag = flags.get(name);
  const isHidden = HIDDEN.includes(name) || (name === 'endpoint-url' && !isUsable(bags.parameters.EndpointUrl));
  if (!flag || !(flag.sets[0] === 'config' || isHidden || PLACES.includes(name))) return undefined;
  const [bag, field] = flag.sets;
  const value: unknown = Object(bags[bag])[field];
  const setting = name.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase());
  return { type: 'setting-resolved', setting, source, ...(!isHidden && isScalar(value) && { value }) };
}

/** Where the settings come from that the command gives; the library tells of the others as it finds them. */
export function givenSettings(args: Arguments, env: Surroundings['env']): SettingResolved[] {
  const settings = [...args.origins].map(([name, source]) => settingOf(name, source, args));
  if (env.COGNITO_CLIENT_SECRET && !args.settings.clientSecretFile) {
    settings.push({ type: 'setting-resolved', setting: 'clientSecret', source: 'COGNITO_CLIENT_SECRET' });
  }
  const { Region } = args.parameters;
  const { userPoolId } = args.config;
  if (userPoolId && !Region) {
    const value = userPoolId.replace(/_.*/s, '');
    settings.push({ type: 'setting-resolved', setting: 'region', source: '--user-pool-id', value });
  }
  return settings.filter((setting) => setting !== undefined);
}
