// What a flag is.
import type { ForgotPasswordClientConfig } from '../node.ts';

/** What goes into the request, by the names of the cmdlet's parameters: `A_B` is the member B of the structure A. */
export interface Parameters {
  readonly Username?: string;
  readonly ClientId?: string;
  readonly ClientMetadata?: Readonly<Record<string, unknown>>;
  readonly SecretHash?: string;
  readonly UserContextData_EncodedData?: string;
  readonly UserContextData_IpAddress?: string;
  readonly AnalyticsMetadata_AnalyticsEndpointId?: string;
}

/** What concerns the command line alone. */
export interface Settings {
  readonly clientSecretFile?: string;
  readonly output?: 'json' | 'text';
  readonly errorFormat?: 'text' | 'json';
  readonly verbose?: boolean;
  readonly help?: boolean;
  readonly version?: boolean;
}

/** One flag. */
export interface Flag {
  /** Without the two hyphens. */
  readonly name: string;
  /** One letter, for the form with one hyphen. */
  readonly short?: string;
  /** What its value is; a `boolean` needs none, and `pairs` (KEY=VALUE, or a JSON object) may be given repeatedly. */
  readonly type: 'text' | 'number' | 'boolean' | 'pairs';
  /** Stands for the value in the help; empty where there is none. */
  readonly placeholder: string;
  /** All values that it may have, the default first; absent where any goes. */
  readonly choices?: readonly string[];
  /** One line for the help. */
  readonly help: string;
  /** The environment variable that stands in for the flag. */
  readonly env?: string;
  /** Where its value goes. */
  readonly sets:
    | readonly ['parameters', keyof Parameters]
    | readonly ['config', keyof ForgotPasswordClientConfig]
    | readonly ['settings', keyof Settings];
}

/** Flags that stand together in the help. */
export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly Flag[];
}
