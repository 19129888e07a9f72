// The link of the Node build: settings that its surroundings fill in, and connections that are kept.
import { setMaxListeners } from 'node:events';
import { platform, release } from 'node:os';
import type { ForgotPasswordClientConfig } from '../../client/config.ts';
import type { SettingResolved } from '../../client/events.ts';
import type { Link, Route } from '../../client/platform.ts';
import { routeOf } from '../../client/route.ts';
import { transportError } from '../../errors/transport-failure.ts';
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

/** Lets many calls share a signal: Node takes eleven listeners for a leak, while each call takes its own away again. */
export function unlimitListeners(signal: AbortSignal): void {
  if (signal instanceof EventTarget) setMaxListeners(0, signal);
}

/** Makes the link of one client. */
export function nodeLink(given: ForgotPasswordClientConfig, fillIn: FillIn): Link {
  let opening: Promise<Route> | undefined;
  let opened: Route | undefined;
  let free = async (): Promise<void> => {};
  let closing: Promise<unknown> = Promise.resolve();

  const open = async (onSetting: (event: SettingResolved) => void): Promise<Route> => {
    try {
      const config = await fillIn(given, onSetting);
      const { transport } = config;
      const { send, close } = transport ? { send: timed(transport), close: free } : undiciTransport(config);
      opened = routeOf(config, 'user-agent', runtime(), send);
      free = close;
      return opened;
    } catch (error) {
      // A failure is not kept: what was missing may be there at the next call.
      opening = undefined;
      throw error;
    }
  };

  return {
    route(onSetting, timeoutMs, signal) {
      if (signal) unlimitListeners(signal);
      opening ??= open(onSetting);
      return opened ?? settledWithin(opening, timeoutMs, signal, () => transportError(undefined, 'connect', 'timeout'));
    },
    async close() {
      await opening?.catch(() => {});
      const freeLast = free;
      opening = undefined;
      opened = undefined;
      free = async () => {};
      // A second call waits for what the first one frees.
      closing = Promise.all([closing, freeLast()]);
      await closing;
    },
  };
}
