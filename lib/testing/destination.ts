// Where a code went, as the service shows it: masked, and made up where it hides that there is no such user.
import type { DeliveryDetails } from './cognito.ts';
import { hashOf } from './random.ts';

/** An address or a number, of which hardly more is shown than tells its owner which one it is. */
export function masked(destination: string): string {
  const [name = '', domain] = destination.split('@');
  if (domain === undefined) return `+${'*'.repeat(Math.max(destination.length - 5, 1))}${destination.slice(-4)}`;
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}

const letter = (number: number): string => String.fromCharCode(97 + (number % 26));

/** The details for a user who gets nothing: the same for each request that names this user. */
export function hidden(username: string): DeliveryDetails {
  const hash = hashOf(username);
  const Destination = `${letter(hash)}***@${letter(hash >>> 8)}***`;
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination };
}
