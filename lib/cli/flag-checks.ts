// What is wrong with the values of flags, where their type alone does not tell.
import { resolveEndpoint } from '../node.ts';
import type { Flag } from './flag.ts';

type Check = Required<Pick<Flag, 'check'>>;

/** A check of values that are not empty: an empty setting is a shell's unset variable. */
function checkFilled(problemOf: (value: string) => string | undefined): Check {
  return { check: (value) => (value ? problemOf(value) : 'must not be empty') };
}

/** What the library says of an option of the endpoint, without the option's name. */
function endpointProblem(options: { readonly region: string } | { readonly endpointUrl: string }): string | undefined {
  try {
    resolveEndpoint(options);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^(region|endpointUrl) /, '') : undefined;
  }
}

/** Any text that is not empty; what may be empty in a request, the schema says. */
export const filled = checkFilled(() => undefined);

/** A region, by the library's own rule. */
export const aRegion = checkFilled((region) => endpointProblem({ region }));

/** A custom endpoint, by the library's own rule. */
export const anEndpoint = checkFilled((endpointUrl) => endpointProblem({ endpointUrl }));

/** A user pool's ID, whose region is its part before the underscore. */
export const aUserPoolId = checkFilled((id) =>
  /^[\w-]+_[\da-zA-Z]+$/.test(id) ? undefined : 'must be an ID such as eu-west-1_Example',
);

/** An application's ID for the user agent. */
export const anAppId = checkFilled((id) => (id.length > 50 ? 'must be at most 50 characters long' : undefined));

/** A proxy's URL without a password. */
export const withoutCredentials = checkFilled((url) =>
  url.includes('@') ? 'must hold no credentials, which other users can see: use HTTPS_PROXY' : undefined,
);
