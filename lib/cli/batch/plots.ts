// The plots of an HTML report. The shapes are SVG that stretches with the page; the texts beside them are HTML, which does
// not, and so can be read on a narrow screen as well.
import { formatCount, formatDuration } from './duration.ts';
import { html, type Markup, nothing } from './html.ts';
import type { Counted } from './summary.ts';
import type { Step, Timeline } from './timeline.ts';
import { type Kind, kinds, wordFor } from './vocabulary.ts';

const sentKinds = kinds.filter((kind) => kind !== 'skipped');

/** A name for each kind's colour. */
const swatch = (kind: Kind): Markup => html`<span class="swatch ${kind}"></span>`;

/** The outcomes as one bar. */
export function outcomeBar({ done, kinds: counts }: Counted): Markup {
  const parts = kinds.filter((kind) => counts[kind]);
  let x = 0;
  const bars = parts.map((kind) => {
    const width = (counts[kind] / done) * 1_000;
    // What is rare must be seen as well.
    const shown = Math.max(width, 4);
    const bar = html`<rect class="${kind}" x="${Math.min(x, 1_000 - shown).toFixed(2)}" y="0" width="${shown.toFixed(2)}" height="10"><title>${wordFor(kind)}: ${formatCount(counts[kind])}</title></rect>`;
    x += width;
    return bar;
  });
  const label = parts.map((kind) => `${formatCount(counts[kind])} ${wordFor(kind)}`).join(', ');
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg>`;
}

/** The smallest round number that is not below a value, with at most one digit that is not 0. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value - 1e-9) ?? 10) * power;
}

interface Plot {
  readonly label: string;
  readonly className: string;
  readonly top: number;
  readonly shapes: readonly Markup[];
  readonly durationMs: number;
}

const formatTick = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

/** Shapes in a frame: the scale at the left, the time below. */
function framed({ label, className, top, shapes, durationMs }: Plot): Markup {
  const grid = [0, 0.5].map((at) => html`<line class="grid" x1="0" x2="1000" y1="${at * 100}" y2="${at * 100}" />`);
  return html`<div class="plot ${className}">
<div class="scale"><span>${formatTick(top)}</span><span>${formatTick(top / 2)}</span><span>0</span></div>
<svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="${label}">${grid}${shapes}<line class="axis" x1="0" x2="1000" y1="100" y2="100" /></svg>
<div class="times"><span>0 s</span><span>${formatDuration(durationMs / 2)}</span><span>${formatDuration(durationMs)}</span></div>
</div>`;
}

interface Column {
  readonly step: Step;
  readonly x: number;
  readonly width: number;
  readonly seconds: number;
  /** When it begins, in words. */
  readonly at: string;
}

function columnsOf({ steps, durationMs }: Timeline): Column[] {
  return steps.map((step) => ({
    step,
    x: (step.fromMs / durationMs) * 1_000,
    width: (step.lengthMs / durationMs) * 1_000,
    seconds: step.lengthMs / 1_000,
    at: formatDuration(step.fromMs),
  }));
}

const shape = ({ x, width }: Column, className: string, top: number, height: number): Markup =>
  html`<rect class="${className}" x="${x.toFixed(2)}" y="${top.toFixed(2)}" width="${(width * 0.92).toFixed(2)}" height="${height.toFixed(2)}" />`;

function stackOf(column: Column, top: number): Markup {
  const { step, seconds, at } = column;
  const shown = sentKinds.filter((kind) => step.kinds[kind]);
  if (!shown.length) return nothing;
  let y = 100;
  const parts = shown.map((kind) => {
    const height = (step.kinds[kind] / seconds / top) * 100;
    y -= height;
    return shape(column, kind, y, height);
  });
  const words = shown.map((kind) => `${formatCount(step.kinds[kind])} ${wordFor(kind)}`).join(', ');
  return html`<g>${parts}<title>${at}: ${words}</title></g>`;
}

const sumOf = ({ kinds: counts }: Step): number => sentKinds.reduce((sum, kind) => sum + counts[kind], 0);

function highestOf({ steps }: Timeline, countOf: (step: Step) => number): number {
  return Math.max(0, ...steps.map((step) => (countOf(step) * 1_000) / Math.max(step.lengthMs, 1)));
}

/** Whether the rate that was asked for is near enough to what was reached to be shown with it. */
export function isLimitInSight(timeline: Timeline, limit: number): boolean {
  return limit <= highestOf(timeline, sumOf) * 3;
}

/** Records a second, by what became of them, over the time of the run; with the rate that was asked for as a line. */
export function ratePlot(timeline: Timeline, limit: number): Markup {
  const { durationMs } = timeline;
  const highest = highestOf(timeline, sumOf);
  // A limit far above what was reached would press the plot flat.
  const hasLimit = isLimitInSight(timeline, limit);
  const top = roundUp(Math.max(highest, hasLimit ? limit : 0));
  const y = (100 - (limit / top) * 100).toFixed(2);
  const line = hasLimit ? html`<line class="limit" x1="0" x2="1000" y1="${y}" y2="${y}" />` : nothing;
  const shapes = [...columnsOf(timeline).map((column) => stackOf(column, top)), line];
  const label = `Records a second over time, at most ${highest.toFixed(1)}`;
  return framed({ label, className: 'rate', top, shapes, durationMs });
}

function refusalsOf(column: Column, top: number): Markup {
  const { step, seconds, at } = column;
  if (!step.throttled) return nothing;
  const height = (step.throttled / seconds / top) * 100;
  const bar = shape(column, 'throttled', 100 - height, height);
  return html`<g>${bar}<title>${at}: ${formatCount(step.throttled)} throttled</title></g>`;
}

/** Refusals for the rate, a second, over the time of the run; nothing where there was none. */
export function throttlingPlot(timeline: Timeline): Markup {
  const { durationMs } = timeline;
  const highest = highestOf(timeline, ({ throttled }) => throttled);
  if (!highest) return nothing;
  const top = roundUp(highest);
  const shapes = columnsOf(timeline).map((column) => refusalsOf(column, top));
  const label = `Throttled requests a second over time, at most ${highest.toFixed(1)}`;
  return framed({ label, className: 'throttling', top, shapes, durationMs });
}

/** What each colour stands for, and the dashed line. */
export function legend(shown: readonly Kind[], limit: number): Markup {
  const items = shown.map((kind) => html`<span>${swatch(kind)} ${wordFor(kind)}</span>`);
  const line = html`<span><span class="dash"></span> ${formatTick(limit)} a second asked for</span>`;
  return html`<p class="legend">${[...items, ...(Number.isFinite(limit) ? [line] : [])]}</p>`;
}
