// Which faults a call meets. The same seed makes the same calls, whoever asks.
import type { OperationName } from '../../../lib/operations/operation.ts';
import { seededChance } from '../../support/chance.ts';
import { stepsOf } from './steps.ts';

/** The ways to the service: all but the first two end before it hears anything. */
export const routes = [
  'http',
  'tls',
  'refused',
  'no such host',
  'TLS stall',
  'TLS reset',
  'TLS alert',
  'TLS with a server that has none',
  'expired certificate',
  'wrong host name',
  'unknown authority',
] as const;

/** A way to the service. */
export type Route = (typeof routes)[number];

/** The promises that a call can be made under. */
export const deliveries = ['at-most-once', 'at-least-once'] as const;

/** What a call is to meet. */
export interface CallPlan {
  readonly operation: OperationName;
  /** By this name the service knows the call. */
  readonly username: string;
  readonly route: Route;
  /** What the service does with the first attempt, the second, and so on; with further ones what it did with the last. */
  readonly steps: readonly string[];
  readonly delivery: (typeof deliveries)[number];
  /** A call that nothing but its own patience ends has little of it. */
  readonly patience: 'short' | 'long';
  /** When the caller aborts, if it does. */
  readonly abortAfterMs: number | undefined;
}

/** What calls are made from. */
export interface PlanOptions {
  readonly operation: OperationName;
  readonly seed: number;
  /** Default: either, by chance. */
  readonly delivery?: CallPlan['delivery'] | undefined;
}

/** The call of a number. */
export function planCall({ operation, seed, delivery }: PlanOptions, index: number): CallPlan {
  const chance = seededChance(Math.imul(seed, 1_000_003) + index);
  const isReachable = chance.below(100) < 85;
  const route = isReachable ? (chance.below(10) ? 'http' : 'tls') : chance.pick(routes.slice(2));
  const steps = stepsOf[operation];
  const ok = steps.filter(({ says }) => says === 'accepted');
  const chosen = [0, 1, 2].map(() => chance.pick(chance.below(5) ? steps : ok));
  const isEndless = isReachable ? chosen.some((step) => step.isEndless) : route === 'TLS stall';
  return {
    operation,
    username: `caller-${index}`,
    route,
    steps: chosen.map(({ name }) => name),
    delivery: delivery ?? (chance.below(4) ? 'at-most-once' : 'at-least-once'),
    patience: isEndless ? 'short' : 'long',
    abortAfterMs: chance.below(20) ? undefined : chance.below(30),
  };
}
