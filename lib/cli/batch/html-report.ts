// --report run.html: one page about a run, that needs no script and nothing from elsewhere. It holds no user's name, so that
// it can be shown to others; the lines of the input are given instead.
import { VERSION } from '../../schema/generated/version.ts';
import { formatCount, formatDuration, formatEstimate } from './duration.ts';
import { howToGoOn } from './go-on.ts';
import { html, type Markup, nothing } from './html.ts';
import { STYLE } from './html-style.ts';
import { isLimitInSight, legend, outcomeBar, ratePlot, throttlingPlot } from './plots.ts';
import type { RunStory } from './run-story.ts';
import type { FailureGroup } from './summary.ts';
import { kinds, skippedInWords, wordFor } from './vocabulary.ts';

const recordsInWords = (count: number): string => `${formatCount(count)} ${count === 1 ? 'record' : 'records'}`;

function tiles({ counted, isDryRun }: RunStory): Markup {
  const wouldSend = counted.skipped.get('declined') ?? 0;
  const counts = kinds.map((kind) => ({
    kind,
    label: wordFor(kind),
    count: isDryRun && kind === 'skipped' ? counted.kinds.skipped - wouldSend : counted.kinds[kind],
  }));
  // A dry run accepts nothing; the others are shown also where they are 0, as that is what one looks for.
  const shown = isDryRun
    ? [{ kind: 'accepted', label: 'would be sent', count: wouldSend }, ...counts.slice(1)]
    : counts;
  return html`<dl class="tiles">${shown.map(
    ({ kind, label, count }) => html`<div class="${kind}"><dt>${label}</dt><dd>${formatCount(count)}</dd></div>`,
  )}</dl>`;
}

function course({ timeline, requestsPerSecond, counted, throttled }: RunStory): Markup {
  const sent = kinds.filter((kind) => kind !== 'skipped' && counted.kinds[kind]);
  if (!sent.length) return nothing;
  const throttling = throttled
    ? html`<h2>Throttled requests a second: ${formatCount(throttled)} in all</h2>${throttlingPlot(timeline)}`
    : nothing;
  return html`<section class="card"><h2>Records a second</h2>
${legend(sent, isLimitInSight(timeline, requestsPerSecond) ? requestsPerSecond : Number.POSITIVE_INFINITY)}${ratePlot(timeline, requestsPerSecond)}${throttling}</section>`;
}

function failure({ kind, name, reason, message, hint, count, lines }: FailureGroup): Markup {
  const isComplete = count === lines.length;
  const place = lines.length
    ? html`<p class="lines">${lines.length === 1 && isComplete ? 'Line' : 'Lines'} ${lines.join(', ')}${isComplete ? '' : ' …'}</p>`
    : nothing;
  return html`<article class="failure">
<p class="count"><span class="${kind}">${formatCount(count)}<small>${wordFor(kind)}</small></span></p>
<div><h3>${name}${reason ? html` <code>${reason}</code>` : nothing}</h3>
<p class="said">${message}</p>
${hint ? html`<p>${hint}</p>` : nothing}${place}</div></article>`;
}

function failures({ counted }: RunStory): Markup {
  if (!counted.failures.length) return nothing;
  return html`<section class="card"><h2>Failures by cause</h2>${counted.failures.map(failure)}</section>`;
}

function skipped({ counted, isDryRun }: RunStory): Markup {
  const reasons = [...counted.skipped].filter(([reason]) => !(isDryRun && reason === 'declined'));
  if (!reasons.length) return nothing;
  const rows = reasons.map(
    ([reason, count]) => html`<tr><td>${formatCount(count)}</td><td>${skippedInWords(reason, count)}</td></tr>`,
  );
  return html`<section class="card"><h2>Skipped</h2><table class="counts">${rows}</table></section>`;
}

/** A sentence in which the names of flags stand out, and keep together. */
function withFlags(text: string): readonly Markup[] {
  return text.split(/(--[\w-]+)/).map((part) => (part.startsWith('--') ? html`<code>${part}</code>` : html`${part}`));
}

function goOn(story: RunStory): Markup {
  const sentences = howToGoOn(story);
  const left = story.remaining ? [`${recordsInWords(story.remaining)} of the input have no result yet.`] : [];
  const isRejected = story.counted.kinds.rejected > 0;
  const items = [
    ...left,
    ...sentences,
    ...(isRejected ? ['For the rejected records, follow the hint of each cause.'] : []),
  ];
  return html`<section class="card"><h2>How to go on</h2>${
    items.length
      ? html`<ul>${items.map((text) => html`<li>${withFlags(text)}</li>`)}</ul>`
      : html`<p>Nothing is left to do.</p>`
  }</section>`;
}

const timeInWords = (time: Date): string => `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function facts({ startedAt, endedAt, clientId, endpoints, requestsPerSecond, journal, ending }: RunStory): Markup {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Started', timeInWords(startedAt)],
    ['Ended', `${timeInWords(endedAt)}, after ${formatDuration(endedAt.getTime() - startedAt.getTime())}`],
    ['Ended with', ending.text],
    ['Client ID', clientId],
    ['Endpoint', endpoints.join(', ') || undefined],
    ['Rate asked for', `${requestsPerSecond.toLocaleString('en')} requests a second`],
    ['Journal', journal ?? 'none'],
  ];
  const shown = rows.flatMap(([label, text]) => (text ? [html`<tr><td>${label}</td><td>${text}</td></tr>`] : []));
  return html`<section class="card"><h2>The run</h2><table>${shown}</table></section>`;
}

function leadOf({ counted, isDryRun, startedAt, endedAt, requestsPerSecond }: RunStory): string {
  const count = counted.skipped.get('declined') ?? 0;
  if (isDryRun) {
    return `${recordsInWords(counted.done)} checked, nothing sent. Sending would take about ${formatEstimate((count * 1_000) / requestsPerSecond)}.`;
  }
  const duration = formatDuration(endedAt.getTime() - startedAt.getTime());
  return `${recordsInWords(counted.done)} in ${duration}, until ${timeInWords(endedAt)}`;
}

/** The page about a run. */
export function htmlReport(story: RunStory): string {
  const { ending, counted } = story;
  const bar = counted.done && !story.isDryRun ? outcomeBar(counted) : nothing;
  // The style holds no text from outside.
  const style: Markup = { markup: STYLE };
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Reset codes: ${ending.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<header><h1>Reset codes <span class="state ${ending.isCutShort ? 'cut' : 'whole'}">${ending.title}</span></h1>
<p class="lead">${leadOf(story)}</p></header>
<section class="card">${tiles(story)}${bar}</section>
${goOn(story)}
${course(story)}
${failures(story)}
${skipped(story)}
${facts(story)}
<footer><p>Accepted means that the service took the request; it may hide that a user does not exist. A code is valid for an hour. <span>cognito-forgot-password ${VERSION}</span></p></footer>
</main>
</body>
</html>
`;
  return page.markup;
}
