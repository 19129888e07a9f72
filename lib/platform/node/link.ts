// The link of the Node platform: settings that its surroundings fill in, and connections that are kept.
import { platform, release } from 'node:os';
import type { ForgotPasswordClientConfig } from '../../client/config.ts';
import type { SettingResolved } from '../../client/events.ts';
import type { Link, Route } from '../../client/platform.ts';
import { TransportError } from '../../errors/errors.ts';
import { endpointOf } from '../../protocol/endpoint.ts';
import { userAgent } from '../../protocol/user-agent.ts';
import { throwIfAborted } from '../../util/abort.ts';
import { settledWithin } from '../../util/deadline.ts';
import { timed } from '../timed-transport.ts';
import { undiciTransport } from './undici.ts';

/** Fills in what a configuration leaves open, and says of each setting where it came from. */
export type FillIn = (
  config: ForgotPasswordClientConfig,
  onSetting: (event: SettingResolved) => void,
) => Promise<ForgotPasswordClientConfig>;

const FAMILIES: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'macos', win32: 'windows' };
const runtime = (): string =>
  `os/${FAMILIES[platform()] ?? platform()}#${release()} lang/js md/nodejs#${process.versions.node}`;

const nothingToFree = async (): Promise<void> => {};

/** Makes the link of one client. */
export function nodeLink(options: ForgotPasswordClientConfig, fillIn: FillIn): Link {
  // A region that is there is looked for nowhere else.
  const region = options.region || options.userPoolId?.split('_')[0];
  const given: ForgotPasswordClientConfig = Object.assign(Object.create(null), options, { region });
  let opening: Promise<Route> | undefined;
  let opened: Route | undefined;
  let free = nothingToFree;

  const open = async (onSetting: (event: SettingResolved) => void): Promise<Route> => {
    try {
      const config = await fillIn(given, onSetting);
      const { transport, maxAttempts, appId } = config;
      const url = endpointOf(config);
      const { send, close } = transport ? { send: timed(transport), close: free } : undiciTransport(url, config);
      const headers = { 'user-agent': userAgent(runtime(), appId) };
      opened = { url, host: new URL(url).host, headers, maxAttempts, send };
      free = close;
      return opened;
    } catch (error) {
      // A failure is not kept: what was missing may be there at the next call.
      opening = undefined;
      throw error;
    }
  };

  /** The route, once it is opened. */
  const settled = async (
    pending: Promise<Route>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<Route> => {
    const route = await settledWithin(pending, timeoutMs, signal);
    throwIfAborted(signal);
    if (route) return route;
    const message = `The client was not set up within ${Math.ceil(timeoutMs)} ms. Raise timeoutMs if it needs longer.`;
    throw new TransportError(message, { phase: 'connect', code: 'ERR_TRANSPORT_TIMEOUT' });
  };

  return {
    get opened() {
      return opened;
    },
    open(onSetting, timeoutMs, signal) {
      opening ??= open(onSetting);
      return settled(opening, timeoutMs, signal);
    },
    async close() {
      await opening?.catch(() => {});
      await free();
    },
  };
}
