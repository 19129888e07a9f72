import type { Context } from '../harness.ts';
import type { Received } from '../server.ts';

/** A scenario under a URL that no other case uses. */
export interface Opened {
  readonly endpointUrl: string;
  /** What it was sent so far, preflights included; oldest first. */
  received(): Promise<readonly Received[]>;
  /** How many calls reached it. */
  count(): Promise<number>;
  /** Waits until a call has reached it. */
  untilReceived(): Promise<void>;
}

let opened = 0;

/** A name that no other case of this suite uses. */
export function uniqueName({ runtime }: Context): string {
  opened += 1;
  return `${runtime}-${opened}`;
}

function openPath({ serverUrl }: Context, path: string): Opened {
  const received = async (): Promise<readonly Received[]> => {
    const response = await fetch(`${serverUrl}/received${path}`);
    return (await response.json()) as Received[];
  };
  return {
    endpointUrl: serverUrl + path,
    received,
    count: async () => (await received()).filter(({ method }) => method === 'POST').length,
    untilReceived: async () => {
      await (await fetch(`${serverUrl}/until-received${path}`)).text();
    },
  };
}

/** Opens a scenario of `scenarios.ts`, given as `name` or `name.argument`. */
export function openScenario(ctx: Context, scenario: string): Opened {
  return openPath(ctx, `/${scenario}/${uniqueName(ctx)}`);
}

/** Opens the scenario to which the environment points the examples of this runtime. */
export function openExample(ctx: Context): Opened {
  return openPath(ctx, `/accepted/${ctx.runtime}`);
}

/** A request that is right in all its parts. */
export const REQUEST = { ClientId: '1example23456789', Username: 'alice@example.com' };
