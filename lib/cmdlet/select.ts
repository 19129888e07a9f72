// The cmdlet's Select: which part of the response, or which parameter, is returned.
import type { ResponseMetadata } from '../errors/codes.ts';
import type { ForgotPasswordOutput } from '../operations/forgot-password.ts';
import type { CodeDeliveryDetailsType } from '../schema/generated/types.ts';
import { type Parameters, parameterName, type RecordParameters } from './parameters.ts';

// What can be selected of a response, with its type; `satisfies` below holds the paths against these names.
interface Selectable {
  readonly '*': ForgotPasswordOutput;
  readonly CodeDeliveryDetails: CodeDeliveryDetailsType | undefined;
  readonly 'CodeDeliveryDetails.AttributeName': string | undefined;
  readonly 'CodeDeliveryDetails.DeliveryMedium': CodeDeliveryDetailsType['DeliveryMedium'];
  readonly 'CodeDeliveryDetails.Destination': string | undefined;
  readonly $metadata: ResponseMetadata;
  readonly '$metadata.attempts': number;
  readonly '$metadata.httpStatusCode': number | undefined;
  readonly '$metadata.requestId': string | undefined;
  readonly '$metadata.totalRetryDelay': number;
}

const paths = [
  '*',
  'CodeDeliveryDetails',
  'CodeDeliveryDetails.AttributeName',
  'CodeDeliveryDetails.DeliveryMedium',
  'CodeDeliveryDetails.Destination',
  '$metadata',
  '$metadata.attempts',
  '$metadata.httpStatusCode',
  '$metadata.requestId',
  '$metadata.totalRetryDelay',
] as const satisfies readonly (keyof Selectable)[];

type AnyCase<Shape, Name extends string> = {
  [Key in keyof Shape as Key extends string
    ? Lowercase<Key> extends Lowercase<Name>
      ? Key
      : never
    : never]: Shape[Key];
} extends infer Found
  ? Found[keyof Found]
  : never;

/** What a `Select` returns: the type of the part that its literal names, whatever its case; `never` for a part that does not exist. */
export type Selected<Select extends string> = string extends Select
  ? unknown
  : Select extends `^${infer Name}`
    ? Lowercase<Name> extends 'username'
      ? string
      : AnyCase<RecordParameters, Name>
    : AnyCase<Selectable, Select>;

type ParameterName = Exclude<keyof RecordParameters, 'ClientConfig'>;

/** What a `Select` can be, as it is usually written; case does not matter. */
export type SelectExpression = keyof Selectable | `^${ParameterName}`;

/** What a `Select` must be: itself, where it names a part or a parameter. */
export type CheckedSelect<Select> = Select extends string
  ? [Selected<Select>] extends [never]
    ? SelectExpression
    : Select
  : Select;

/** Reads the selected part, once there is a response. */
export type Selector = (response: ForgotPasswordOutput, parameters: Parameters) => unknown;

/** What a `Select` must be. */
export function selectSentence(): string {
  return `must be one of ${paths.join(', ')}, or ^ and a parameter's name`;
}

/** The selector of an expression; nothing where it names no part and no parameter. */
export function selectorOf(select: string): Selector | undefined {
  if (select.startsWith('^')) {
    const name = parameterName(select.slice(1));
    return name === undefined ? undefined : (_response, parameters) => Object(parameters)[name];
  }
  const path = paths.find((each) => each.toLowerCase() === select.toLowerCase());
  if (path === '*') return (response) => response;
  return path && ((response) => path.split('.').reduce<unknown>((value, name) => Object(value)[name], response));
}
