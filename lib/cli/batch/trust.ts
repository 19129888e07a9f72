// What records may not decide unless they are trusted: where they are sent, and that nobody is asked.
import { parameterName } from '../../cmdlet/parameters.ts';
import { WithheldRecord } from '../../cmdlet/withheld-record.ts';
import { isForgotPasswordError } from '../../node.ts';
import { isObject } from '../../util/is-object.ts';
import { refusal } from '../records/record.ts';

const GUARDED: readonly string[] = ['EndpointUrl', 'ProfileLocation', 'Force'];
const GUARDED_OPTIONS: readonly string[] = ['endpointUrl', 'proxyUrl', 'noProxy', 'caBundle'];

/** What a record gives for a parameter, by whatever spelling of its name. */
export function valueIn(record: unknown, parameter: string): unknown {
  if (!isObject(record) || record instanceof WithheldRecord || isForgotPasswordError(record)) return undefined;
  const [, value] = Object.entries(record).find(([name]) => parameterName(name) === parameter) ?? [];
  return value ?? undefined;
}

/** What in a record needs trust: a parameter's name, or `ClientConfig/option`; nothing where all of it may be sent. */
export function guardedIn(record: unknown): string | undefined {
  const parameter = GUARDED.find((name) => valueIn(record, name) !== undefined);
  if (parameter) return parameter;
  const config = valueIn(record, 'ClientConfig');
  const option = isObject(config) && GUARDED_OPTIONS.find((name) => config[name] != null);
  return option ? `ClientConfig/${option}` : undefined;
}

/** A record as it is, or withheld where it sets what needs trust. */
export function withoutTrust(record: unknown): unknown {
  const guarded = guardedIn(record);
  if (!guarded) return record;
  const error = refusal(`${guarded} is set by a record; records may set it only with --trust-records`, `/${guarded}`);
  return new WithheldRecord(valueIn(record, 'Username'), { ok: false, error });
}
