// What the Node build's client takes from Node, and where its calls go.
import { clientOptions } from '../../client/config.ts';
import type { Platform } from '../../client/platform.ts';
import type { StructureRule } from '../../schema/check.ts';
import { text } from '../../schema/generated/rules.ts';
import { type FillIn, nodeLink } from './link.ts';

/** The options of a client of the Node build. */
const options: StructureRule = {
  ...clientOptions,
  proxyUrl: text,
  noProxy: text,
  caBundle: text,
};

/** The platform, where `fillIn` says what its surroundings hold. */
export const platformWith = (fillIn: FillIn): Platform => ({
  options,
  link: (config) => nodeLink(config, fillIn),
  // WebCrypto goes through threads and keys of its own, which takes four times as long as all the rest of a call.
  hmacSha256: (text, key) =>
    process.getBuiltinModule('node:crypto').createHmac('sha256', key).update(text).digest('base64'),
  // The global performance takes longer to load than a call takes to prepare.
  now: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1e3 + nanoseconds / 1e6;
  },
});
