// The callers of one pipeline: records that go the same way share one, so that they share its connections.
import type { Caller } from '../client/client.ts';
import type { ForgotPasswordClientConfig } from '../client/config.ts';
import type { Parameters } from './parameters.ts';
import type { CmdletPlatform } from './platform.ts';

/** Callers by what records say of the way. */
export interface CallerPool {
  /** The caller for one record. */
  callerOf(parameters: Parameters): Caller;
  /** Closes all callers, after the calls in flight. */
  close(): Promise<void>;
}

// A pipeline that spreads over more regions than this opens connections anew.
const CAPACITY = 16;

/** What a caller is opened with for the parameters of one call. */
export function settingsOf(
  parameters: Parameters,
): [config: ForgotPasswordClientConfig, profileLocation: string | undefined] {
  const { ClientConfig, Region, EndpointUrl, ProfileLocation, CallHistory } = parameters;
  const config = {
    ...ClientConfig,
    ...(Region && { region: Region }),
    ...(EndpointUrl && { endpointUrl: EndpointUrl }),
    ...(CallHistory && { history: CallHistory }),
  };
  return [config, Region ? undefined : (ProfileLocation ?? undefined)];
}

/** An empty pool. */
export function callerPool(open: CmdletPlatform['openCaller']): CallerPool {
  // The least recently used first.
  const callers = new Map<string, Caller>();
  const configs = new WeakMap<object, number>();
  let configCount = 0;
  const closing = new Set<Promise<void>>();

  const keyOf = ({ ClientConfig, Region, EndpointUrl, ProfileLocation }: Parameters): string => {
    // By identity: a configuration may hold functions, and secrets.
    if (ClientConfig && !configs.has(ClientConfig)) configs.set(ClientConfig, configCount++);
    return JSON.stringify([ClientConfig && configs.get(ClientConfig), Region, EndpointUrl, ProfileLocation]);
  };

  const evict = (key: string, caller: Caller): void => {
    callers.delete(key);
    const closed = caller.close();
    closing.add(closed);
    closed.finally(() => closing.delete(closed));
  };

  // Most records of a pipeline go the way of the last one.
  let last: { readonly parameters: Parameters; readonly caller: Caller } | undefined;
  const isWayOfLast = ({ ClientConfig, Region, EndpointUrl, ProfileLocation }: Parameters): boolean =>
    ClientConfig === last?.parameters.ClientConfig &&
    Region === last?.parameters.Region &&
    EndpointUrl === last?.parameters.EndpointUrl &&
    ProfileLocation === last?.parameters.ProfileLocation;

  return {
    callerOf(parameters) {
      if (last && isWayOfLast(parameters)) return last.caller;
      const key = keyOf(parameters);
      const caller = callers.get(key) ?? open(...settingsOf(parameters));
      callers.delete(key);
      callers.set(key, caller);
      const [oldest] = callers;
      if (oldest && callers.size > CAPACITY) evict(...oldest);
      last = { parameters, caller };
      return caller;
    },
    async close() {
      last = undefined;
      for (const entry of [...callers]) evict(...entry);
      await Promise.all(closing);
    },
  };
}
