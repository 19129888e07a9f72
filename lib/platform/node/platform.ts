// The Node platform: undici, and what Node knows of its machine.
import { optionsSchema } from '../../client/config.ts';
import type { Platform } from '../../client/platform.ts';
import { nodeOnlyOptions, webOptions } from '../../schema/generated/options.ts';
import { type FillIn, nodeLink } from './link.ts';
import type { RegionSources } from './settings/ambient.ts';
import { fillInAmbient } from './settings/fill-in.ts';
import { traceCall } from './tracing.ts';

/** The options of a client on Node. */
const nodeOptions = optionsSchema({ ...webOptions, ...nodeOnlyOptions });

/** The platform, where `fillIn` says what its surroundings hold. */
export const platformWith = (fillIn: FillIn): Platform => ({
  options: nodeOptions,
  link: (config) => nodeLink(config, fillIn),
  // WebCrypto goes through threads and keys of its own, which takes four times as long as all the rest of a call.
  hmac: (key) => (text) =>
    process.getBuiltinModule('node:crypto').createHmac('sha256', key).update(text).digest('base64'),
  // The global performance takes longer to load than a call takes to prepare.
  now() {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
  random: () => Math.random(),
  trace: traceCall,
});

/** The platform of this machine; `regionSources` are where the cmdlet looks for a region before the environment. */
export function nodePlatform(regionSources?: RegionSources): Platform {
  return platformWith((config, onSetting) =>
    fillInAmbient(Object.assign(Object.create(null), config, regionSources), onSetting),
  );
}
