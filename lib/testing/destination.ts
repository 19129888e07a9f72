// The delivery details of a reply: masked, and made up where the service hides that a user does not exist.
import { hashOf } from './random.ts';

/** Where the service sent a code. */
export interface DeliveryDetails {
  readonly AttributeName: 'email' | 'phone_number';
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  /** Masked. */
  readonly Destination: string;
}

/** Masks an e-mail address or phone number as the service does. */
export function masked(destination: string): string {
  const [name = '', domain] = destination.split('@');
  if (domain === undefined) return `+${'*'.repeat(Math.max(destination.length - 5, 1))}${destination.slice(-4)}`;
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}

const letter = (number: number): string => String.fromCharCode(97 + (number % 26));

/** Made-up details for a user who gets no message. They are the same for every request with this username. */
export function hidden(username: string): DeliveryDetails {
  const hash = hashOf(username);
  const Destination = `${letter(hash)}***@${letter(hash >>> 8)}***`;
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination };
}
