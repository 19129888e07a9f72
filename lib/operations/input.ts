// What requests and answers look like to callers.
import type { ResponseMetadata } from '../errors/codes.ts';

/** The members of a structure, each of which may be absent: the client does not send `undefined` and `null`. */
type Optional<Structure> = { readonly [Member in keyof Structure]?: Structure[Member] | null | undefined };

/** A structure whose own structures may be incomplete as well. */
type OptionalStructures<Structure> = {
  readonly [Member in keyof Structure]?:
    | (Structure[Member] extends string | undefined ? Structure[Member] : Optional<NonNullable<Structure[Member]>>)
    | null
    | undefined;
};

/** The members that a request must have itself. */
type Required<Request> = Extract<keyof Request, 'Username' | 'ConfirmationCode' | 'Password'>;

/** A request as the client takes it. */
export type OperationInput<Request> = { readonly [Member in Required<Request>]: Request[Member] } & OptionalStructures<
  Omit<Request, Required<Request>>
>;

/** An answer, with what is known of the exchange. */
export type OperationOutput<Response> = Readonly<Response> & { readonly $metadata: ResponseMetadata };
