// PowerShell's binding rule: what is given for the whole pipeline stands, and a record cannot say otherwise.
import type { ForgotPasswordClientConfig } from '../client/config.ts';
import type { ValidationIssue } from '../schema/issue.ts';
import { isObject } from '../util/is-object.ts';
import { parameterIssue, type RecordParameters } from './parameters.ts';

// Which option of a record's ClientConfig would say something else than a parameter of the pipeline.
const OPTIONS_BEHIND = { ClientId: 'clientId', Region: 'region', EndpointUrl: 'endpointUrl' } as const;

/** Tells whether two values say the same: maps by what they hold, in whatever order, everything else by identity. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

const differs = (given: unknown, own: unknown): boolean => given != null && own != null && !isSame(given, own);

function contradiction(name: string): ValidationIssue {
  return parameterIssue(
    name,
    'const',
    'is given for the whole pipeline with another value; remove it from the record, or from the pipeline',
  );
}

/** The options of a record's configuration that say otherwise than the pipeline's configuration or its parameters. */
function optionContradictions(given: RecordParameters, own: RecordParameters): ValidationIssue[] {
  const shared: Readonly<Record<string, unknown>> = {
    ...given.ClientConfig,
    ...Object.fromEntries(
      Object.entries(OPTIONS_BEHIND)
        .map(([name, option]) => [option, given[name as keyof typeof OPTIONS_BEHIND]] as const)
        .filter(([, value]) => value != null),
    ),
  };
  return Object.entries(own.ClientConfig ?? {})
    .filter(([option, value]) => Object.hasOwn(shared, option) && differs(shared[option], value))
    .map(([option]) => contradiction(`ClientConfig/${option}`));
}

/**
 * What a record says otherwise than the parameters that are given for its whole pipeline; empty where it may be sent. A
 * value that is `null`, `undefined` or the same contradicts nothing. The options of `ClientConfig` are compared one by one,
 * and yield to the record's parameters of the same meaning. `Force` contradicts a pipeline's `Confirm`, which it would undo.
 */
export function contradictionsOf(given: RecordParameters, own: RecordParameters): ValidationIssue[] {
  const issues = Object.entries(own)
    .filter(([name]) => name !== 'ClientConfig')
    .filter(([name, value]) => differs(given[name as keyof RecordParameters], value))
    .map(([name]) => contradiction(name));
  if (own.Force && given.Confirm && given.Force == null) {
    issues.push(parameterIssue('Force', 'not', 'would undo Confirm, which is given for the whole pipeline; remove it'));
  }
  return isObject(own.ClientConfig) ? [...issues, ...optionContradictions(given, own)] : issues;
}

/** The configuration of one record: the pipeline's, with the options that the record adds to it. */
function joinConfigs(given: ForgotPasswordClientConfig, own: ForgotPasswordClientConfig): ForgotPasswordClientConfig {
  const added = Object.entries(own).filter(([option, value]) => value != null && !Object.hasOwn(given, option));
  // The same object where nothing is added: clients are shared by its identity.
  return added.length ? { ...given, ...Object.fromEntries(added) } : given;
}

/** The parameters of one record on top of those of its pipeline, which it does not contradict. */
export function bind<Given extends RecordParameters>(given: Given, own: RecordParameters): Given & RecordParameters {
  const { ClientConfig } = given;
  const { ClientConfig: ownConfig } = own;
  const isJoined = ClientConfig && isObject(ownConfig);
  // Not spread: V8 of Node 20 is slow at that, and this is done for each record.
  return Object.assign({}, given, own, isJoined && { ClientConfig: joinConfigs(ClientConfig, ownConfig) });
}
