// The clients of one pipeline: records that go the same way share one, so that they share its connections.
import type { ForgotPasswordClient } from '../client/client.ts';
import type { ForgotPasswordClientConfig } from '../client/config.ts';
import type { Parameters } from './parameters.ts';

/** Opens a client; `profileLocation` is an ini file to take the region from. */
export type OpenClient = (
  config: ForgotPasswordClientConfig,
  profileLocation: string | undefined,
) => ForgotPasswordClient;

/**
 * What a client would work with: a configuration, and what its surroundings say of settings that it leaves open.
 *
 * @throws `ConfigurationError` as a call of that client does.
 */
export type FillInSettings = (
  config: ForgotPasswordClientConfig,
  profileLocation: string | undefined,
) => Promise<ForgotPasswordClientConfig>;

/** Clients by what records say of the way. */
export interface ClientPool {
  /** The client for one record. */
  clientOf(parameters: Parameters): ForgotPasswordClient;
  /** Closes all clients, after the calls under way. */
  close(): Promise<void>;
}

// A pipeline that spreads over more regions than this opens connections anew.
const CAPACITY = 16;

/** What a client is opened with for the parameters of one call. */
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
export function clientPool(open: OpenClient): ClientPool {
  // The least recently used first.
  const clients = new Map<string, ForgotPasswordClient>();
  const configs = new WeakMap<object, number>();
  let configCount = 0;
  const closing = new Set<Promise<void>>();

  const keyOf = ({ ClientConfig, Region, EndpointUrl, ProfileLocation }: Parameters): string => {
    // By identity: a configuration may hold functions, and secrets.
    if (ClientConfig && !configs.has(ClientConfig)) configs.set(ClientConfig, configCount++);
    return JSON.stringify([ClientConfig && configs.get(ClientConfig), Region, EndpointUrl, ProfileLocation]);
  };

  const evict = (key: string, client: ForgotPasswordClient): void => {
    clients.delete(key);
    const closed = client.close();
    closing.add(closed);
    closed.finally(() => closing.delete(closed));
  };

  // Most records of a pipeline go the way of the last one.
  let last: { readonly parameters: Parameters; readonly client: ForgotPasswordClient } | undefined;
  const isWayOfLast = ({ ClientConfig, Region, EndpointUrl, ProfileLocation }: Parameters): boolean =>
    ClientConfig === last?.parameters.ClientConfig &&
    Region === last?.parameters.Region &&
    EndpointUrl === last?.parameters.EndpointUrl &&
    ProfileLocation === last?.parameters.ProfileLocation;

  return {
    clientOf(parameters) {
      if (last && isWayOfLast(parameters)) return last.client;
      const key = keyOf(parameters);
      const client = clients.get(key) ?? open(...settingsOf(parameters));
      clients.delete(key);
      clients.set(key, client);
      const [oldest] = clients;
      if (oldest && clients.size > CAPACITY) evict(...oldest);
      last = { parameters, client };
      return client;
    },
    async close() {
      last = undefined;
      for (const entry of [...clients]) evict(...entry);
      await Promise.all(closing);
    },
  };
}
