// Holds what a call said against what the service did. Knows nothing of time: a timeout is judged like any other ending.
import type { ClientName, Ending } from './clients.ts';
import type { CallPlan } from './plan.ts';
import type { Account } from './service.ts';

/** Everything that is known of one call. */
export interface Case {
  readonly client: ClientName;
  readonly plan: CallPlan;
  readonly ending: Ending;
  readonly account: Account;
}

// Over undici it is certain that nothing was sent; fetch hides how far it came, but for these.
const certainEverywhere = ['refused', 'no such host', 'expired certificate', 'wrong host name', 'unknown authority'];

/** What is wrong with the number of attempts. */
function judgeAttempts({ plan, account: { arrivals } }: Case): string | undefined {
  if (plan.delivery === 'at-least-once') return undefined;
  const ambiguous = arrivals.slice(0, -1).find(({ says }) => says !== 'shed');
  return ambiguous && `repeated after ${ambiguous.name}`;
}

/** Why the outcome should have been another one. */
function judgeOutcome({ client, plan, ending, account: { acts, arrivals } }: Case): string | undefined {
  const { outcome, code } = ending;
  const isReachable = plan.route === 'http' || plan.route === 'tls';
  const isEndedEarly = ending.isAborted || code === 'ERR_TRANSPORT_TIMEOUT';
  const isCertain = !isReachable && (client === 'node' || (certainEverywhere.includes(plan.route) && !isEndedEarly));
  const mayHaveWaited = plan.patience === 'short' && plan.delivery === 'at-least-once' && arrivals.length > 1;
  // Otherwise not every reply need have come through.
  const isHeard =
    ending.attempts === arrivals.length &&
    !arrivals.some(({ isDoubtful }) => isDoubtful) &&
    !isEndedEarly &&
    !mayHaveWaited;
  const isRefusal = arrivals.every(({ says }) => says === 'shed' || says === 'rejected');
  switch (outcome) {
    case 'accepted':
      return arrivals.at(-1)?.says === 'accepted' ? undefined : 'accepted, but the service did not say so';
    case 'not-sent':
      return acts ? 'not-sent, but the service acted' : undefined;
    case 'rejected':
      if (acts) return 'rejected, but the service acted';
      return arrivals.length ? undefined : 'rejected, but nobody was asked';
    case 'unknown':
      if (isCertain) return 'unknown, but it was certain that nothing was sent';
      if (arrivals.length && isRefusal && isHeard) return 'unknown, but the service refused';
      return isHeard && arrivals.at(-1)?.says === 'accepted' ? 'unknown, but the service accepted' : undefined;
    default:
      return `an outcome that there is not: ${outcome}`;
  }
}

/** What is wrong with what the call said; nothing when all is well. */
export function judge(one: Case): string | undefined {
  const { ending } = one;
  if (ending.told.length !== 1) return `finished ${ending.told.length} times`;
  const [outcome] = ending.told;
  // An aborted call rejects with the caller's reason: what is known is said by the event.
  if (ending.isAborted) return judgeAttempts(one) ?? judgeOutcome({ ...one, ending: { ...ending, outcome } });
  if (ending.outcome !== outcome) return `the event said ${outcome}, the error ${ending.outcome}`;
  return judgeAttempts(one) ?? judgeOutcome(one);
}
