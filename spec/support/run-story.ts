// A long night's run, made up: every kind of outcome, throttling, an outage, and an interruption.
import { endingOf, type RunStory } from '../../lib/cli/batch/run-story.ts';
import { Summary } from '../../lib/cli/batch/summary.ts';
import { TimelineRecorder } from '../../lib/cli/batch/timeline.ts';
import { kindOf, type Result } from '../../lib/cli/batch/vocabulary.ts';
import { InterruptedError } from '../../lib/cli/failures.ts';

const RECORDS = 60_000;
const SKIPPED = 20_000;
const START = Date.UTC(2026, 10, 27, 22);

interface Fault {
  readonly name: string;
  readonly outcome: string;
  readonly message: string;
  readonly reason?: string;
  readonly hint?: string;
}

const unknownUser: Fault = {
  name: 'UserNotFoundException',
  outcome: 'rejected',
  message: 'Username/client id combination not found.',
  reason: 'USER_NOT_FOUND',
};
const undelivered: Fault = {
  name: 'CodeDeliveryFailureException',
  outcome: 'rejected',
  message: `<script>document.title = "run"</script> & ${'x'.repeat(150)}`,
  reason: 'DELIVERY_FAILED',
  hint: "Check the user's address, and Amazon SES or SNS (sandbox, identity, spending limit).",
};
const unanswered: Fault = {
  name: 'TransportError',
  outcome: 'unknown',
  message: 'No response from cognito-idp.eu-west-1.amazonaws.com within 15000 ms',
};
const unreached: Fault = {
  name: 'TransportError',
  outcome: 'not-sent',
  message: 'No connection to cognito-idp.eu-west-1.amazonaws.com (ECONNREFUSED)',
};

function faultAt(index: number): Fault | undefined {
  if (index > 45_000 && index < 45_300) return unreached;
  if (index % 97 === 0) return unknownUser;
  if (index % 1_001 === 0) return undelivered;
  return index % 5_003 === 0 ? unanswered : undefined;
}

function resultAt(index: number): Result {
  const input = `user-${index}@example.com`;
  if (index < SKIPPED) return { index, input, ok: true, output: undefined, skipped: 'accepted' };
  const fault = faultAt(index);
  if (!fault) return { index, input, ok: true, output: undefined };
  return { index, input, ok: false, error: Object.assign(new Error(fault.message), fault) };
}

/** What is told of such a run. */
export function madeUpStory(): RunStory {
  const summary = new Summary();
  const recorder = new TimelineRecorder(0);
  let nowMs = 0;
  let throttled = 0;
  for (let index = 0; index < RECORDS; index++) {
    const result = resultAt(index);
    if (!result.skipped) nowMs += 50 * (1 + 0.3 * Math.sin(index / 4_000));
    if (index > 30_000 && index < 38_000 && index % 3 === 0) recorder.throttle(++throttled, nowMs);
    summary.count(result, index + 2);
    recorder.count(kindOf(result), nowMs);
  }
  const sentence = `${summary.failed} of ${RECORDS} records failed; no further one was sent`;
  return {
    startedAt: new Date(START),
    endedAt: new Date(START + nowMs),
    ending: endingOf(new InterruptedError({ sentence }), false),
    isCutShort: true,
    isDryRun: false,
    counted: summary,
    timeline: recorder.until(nowMs),
    line: RECORDS + 1,
    throttled,
    requestsPerSecond: 20,
    remaining: 30_000,
    clientId: '1example23456789',
    endpoints: ['https://cognito-idp.eu-west-1.amazonaws.com'],
    hasJournal: true,
    journal: 'reset.journal',
  };
}
