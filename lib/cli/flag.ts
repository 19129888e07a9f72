// What a flag is.
import type { BatchParameters, ForgotPasswordClientConfig, RecordParameters } from '../node.ts';
import type { Shell } from './completion/shells.ts';
import type { InputFormat } from './records/read-records.ts';

/** The cmdlet's parameters, but for those that have no flag of their own. */
export type Parameters = Omit<RecordParameters, 'ClientConfig'> & {
  /** The code that the user was sent. Never logged. */
  readonly ConfirmationCode?: string;
};

/** What concerns the command line alone. */
export interface Settings {
  readonly clientSecretFile?: string;
  readonly passwordFile?: string;
  readonly input?: string;
  readonly inputFormat?: InputFormat;
  readonly usernameColumn?: string;
  readonly includeIneligible?: boolean;
  readonly trustRecords?: boolean;
  readonly profile?: string;
  readonly output?: 'json' | 'text';
  readonly errorFormat?: 'text' | 'json';
  readonly verbose?: boolean;
  readonly limit?: number;
  readonly report?: string;
  /** In seconds. */
  readonly maxWait?: number;
  /** In seconds. */
  readonly maxOutage?: number;
  readonly keepGoing?: boolean;
  readonly dryRun?: boolean;
  readonly completion?: Shell;
  readonly help?: boolean;
  readonly all?: boolean;
  readonly version?: boolean;
}

/** One flag. */
export interface Flag {
  /** Without the two hyphens. */
  readonly name: string;
  /** One letter, for the form with one hyphen. */
  readonly short?: string;
  /**
   * What its value is: a `boolean` needs none, and `pairs` (KEY=VALUE, or a JSON object) may be given repeatedly. A `count`
   * is a whole number from 1, a `rate` any number above 0; `milliseconds` and `seconds` are what a bare number means where
   * a duration such as `30s` may be given as well.
   */
  readonly type: 'text' | 'count' | 'rate' | 'milliseconds' | 'seconds' | 'boolean' | 'pairs';
  /** Stands for the value in the help, `PATH` for a file's; empty where there is none. */
  readonly placeholder: string;
  /** All values that it may have; absent where any goes. */
  readonly choices?: readonly string[];
  /** What is wrong with a value, in a sentence that follows the flag's name; absent where any goes. */
  readonly check?: (value: string) => string | undefined;
  /** A sentence for the help. */
  readonly help: string;
  /** The environment variable that stands in for the flag. */
  readonly env?: string;
  /** The member of the request that its value becomes, where `sets` does not tell. */
  readonly member?: string;
  /** Where its value goes. */
  readonly sets:
    | readonly ['parameters', keyof Parameters]
    | readonly ['config', keyof ForgotPasswordClientConfig]
    | readonly ['batch', keyof BatchParameters]
    | readonly ['settings', keyof Settings];
}

/** Flags that stand together in the help. */
export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly Flag[];
}
