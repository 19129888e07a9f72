// The summary of a batch, as text for people or as a line of JSON.
import { printable, toJson } from '../output.ts';
import type { ErrorFormat } from '../report.ts';
import { formatCount, formatEstimate } from './duration.ts';
import { howToGoOn } from './go-on.ts';
import type { RunStory } from './run-story.ts';
import type { Counted, FailureGroup } from './summary.ts';
import { kinds, skippedInWords, wordFor } from './vocabulary.ts';

const recordsInWords = (count: number): string => `${formatCount(count)} ${count === 1 ? 'record' : 'records'}`;

function skippedParts(skipped: Counted['skipped']): string {
  return [...skipped].map(([reason, count]) => `${formatCount(count)} ${skippedInWords(reason, count)}`).join(', ');
}

/** What a dry run would send, and how long that would take. */
function wouldSend({ counted, requestsPerSecond }: RunStory): string {
  const count = counted.skipped.get('declined') ?? 0;
  const rate = `${requestsPerSecond.toLocaleString('en')}/s`;
  const estimate = count ? ` (about ${formatEstimate((count * 1_000) / requestsPerSecond)} at ${rate})` : '';
  return `${formatCount(count)} would be sent${estimate}`;
}

/** The counts in a sentence. */
function countsInWords(story: RunStory): string {
  const { counted, isDryRun } = story;
  const skipped = new Map(counted.skipped);
  if (isDryRun) skipped.delete('declined');
  const skippedCount = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  const parts = kinds.flatMap((kind) => {
    const count = kind === 'skipped' ? skippedCount : counted.kinds[kind];
    if (!count) return [];
    return kind === 'skipped'
      ? [`${formatCount(count)} skipped (${skippedParts(skipped)})`]
      : [`${formatCount(count)} ${wordFor(kind)}`];
  });
  return [...(isDryRun ? [wouldSend(story)] : []), ...parts].join(', ');
}

function failureInWords({ count, name, reason, message, hint, lines: [line] }: FailureGroup): string {
  const cause = reason ? `${name} (${reason})` : name;
  const place = line === undefined ? '' : `, ${count === 1 ? 'on' : 'first on'} line ${line}`;
  const head = `  ${formatCount(count)} × ${cause}${place}: ${message}`;
  return `${printable(head)}\n${hint ? `    hint: ${printable(hint)}\n` : ''}`;
}

function asText(story: RunStory): string {
  const { counted, remaining, isDryRun } = story;
  const { done, kinds: counts, failures } = counted;
  const isAllSkipped = done > 0 && counts.skipped === done && !isDryRun;
  return [
    `${recordsInWords(done)}: ${countsInWords(story)}\n`,
    isAllSkipped ? 'Nothing was sent: every record was skipped.\n' : '',
    ...failures.map(failureInWords),
    remaining ? `Left in the input: ${recordsInWords(remaining)}.\n` : '',
    ...(isDryRun ? [] : howToGoOn(story).map((sentence) => `${sentence}\n`)),
  ].join('');
}

function asJson(story: RunStory): string {
  const { counted, remaining, isDryRun } = story;
  const { done, failed, kinds: counts, skipped, failures } = counted;
  const wouldBeSent = isDryRun ? (skipped.get('declined') ?? 0) : undefined;
  const outcomes = Object.fromEntries(Object.entries(counts).filter(([, count]) => count));
  const time = story.endedAt.toISOString();
  const summary = { type: 'summary', time, done, failed, remaining, wouldBeSent, outcomes };
  const next = isDryRun ? [] : howToGoOn(story);
  return `${toJson({ ...summary, skipped: Object.fromEntries(skipped), failures, next })}\n`;
}

/** What became of a run, as text for people or as a line of JSON. */
export function formatSummary(story: RunStory, format: ErrorFormat): string {
  return format === 'json' ? asJson(story) : asText(story);
}
