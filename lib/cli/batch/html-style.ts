/** The style of an HTML report: light or dark as the reader's system is, for any width, and for paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f24; --quiet: #59636e; --line: #d9dee4;
  --accepted: #1a7f5a; --rejected: #c4501b; --not-sent: #5f7897; --unknown: #8250c4; --skipped: #b4bdc8;
  --throttled: #b58105;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #181e25; --text: #e6e9ed; --quiet: #98a3b0; --line: #2c353f;
    --accepted: #3fb68b; --rejected: #ee8a5a; --not-sent: #8fa9c9; --unknown: #b794f0; --skipped: #56616e;
    --throttled: #d9a928;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 2rem 1.25rem 3rem; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.05rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: 0; }
.lead { color: var(--quiet); margin-top: .25rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin-top: 1rem; }
.state { display: inline-block; border-radius: 99px; padding: .1rem .7rem; font-size: .85rem; font-weight: 600; color: var(--card); background: var(--accepted); vertical-align: .2rem; margin-left: .5rem; white-space: nowrap; }
.state.cut { background: var(--rejected); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin: 0; }
.tiles div { border-left: 4px solid var(--line); padding-left: .7rem; }
.tiles dt { color: var(--quiet); font-size: .9rem; }
.tiles dd { margin: 0; font-size: 1.6rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.tiles .accepted { border-color: var(--accepted); }
.tiles .rejected { border-color: var(--rejected); }
.tiles .not-sent { border-color: var(--not-sent); }
.tiles .unknown { border-color: var(--unknown); }
.tiles .skipped { border-color: var(--skipped); }
svg { display: block; width: 100%; overflow: visible; }
svg.bar { height: 1.1rem; border-radius: 4px; margin-top: 1.1rem; overflow: hidden; }
rect.accepted { fill: var(--accepted); }
rect.rejected { fill: var(--rejected); }
rect.not-sent { fill: var(--not-sent); }
rect.unknown { fill: var(--unknown); }
rect.skipped { fill: var(--skipped); }
rect.throttled { fill: var(--throttled); }
svg line { vector-effect: non-scaling-stroke; stroke: var(--line); stroke-width: 1; }
svg line.axis { stroke: var(--quiet); }
svg line.limit { stroke: var(--quiet); stroke-dasharray: 5 4; }
.plot { display: grid; grid-template-columns: auto 1fr; column-gap: .6rem; }
.plot svg { height: 100%; }
.rate { grid-template-rows: 10rem auto; }
.throttling { grid-template-rows: 4.5rem auto; }
.scale, .times { color: var(--quiet); font-size: .8rem; line-height: 1; font-variant-numeric: tabular-nums; display: flex; justify-content: space-between; }
.scale { flex-direction: column; text-align: right; margin: -.4rem 0; min-width: 2rem; }
.times { grid-column: 2; margin-top: .45rem; }
.plot + h2 { margin-top: 1.4rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; color: var(--quiet); font-size: .9rem; margin: 0 0 .9rem; }
.swatch { display: inline-block; width: .75rem; height: .75rem; border-radius: 3px; background: var(--line); vertical-align: -1px; }
.swatch.accepted { background: var(--accepted); }
.swatch.rejected { background: var(--rejected); }
.swatch.not-sent { background: var(--not-sent); }
.swatch.unknown { background: var(--unknown); }
.swatch.skipped { background: var(--skipped); }
.dash { display: inline-block; width: 1.4rem; border-top: 2px dashed var(--quiet); vertical-align: .25rem; }
.failure { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0 1rem; padding: .9rem 0; border-top: 1px solid var(--line); }
.failure:first-of-type { border-top: 0; padding-top: 0; }
.failure:last-child { padding-bottom: 0; }
.failure .count { font-size: 1.4rem; line-height: 1.25; font-weight: 650; text-align: right; font-variant-numeric: tabular-nums; }
.failure .count small { display: block; font-size: .8rem; font-weight: 600; }
.count .rejected { color: var(--rejected); }
.count .not-sent { color: var(--not-sent); }
.count .unknown { color: var(--unknown); }
.failure p { overflow-wrap: anywhere; }
.failure p + p { margin-top: .2rem; }
.said { color: var(--quiet); }
.lines { color: var(--quiet); font-size: .9rem; }
code { font: .88em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-weight: 400; color: var(--quiet); }
li code { color: inherit; white-space: nowrap; }
footer span { white-space: nowrap; }
.counts td:first-child { text-align: right; font-variant-numeric: tabular-nums; }
ul { margin: 0; padding-left: 1.2rem; }
li + li { margin-top: .35rem; }
table { border-collapse: collapse; width: 100%; }
td { padding: .3rem 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
tr:first-child td { border-top: 0; }
td:first-child { color: var(--quiet); padding-right: 1.25rem; white-space: nowrap; width: 1%; }
footer { color: var(--quiet); font-size: .85rem; margin-top: 1.25rem; }
@media (max-width: 30rem) {
  body { padding: 1.25rem .75rem 2rem; }
  .card { padding: .95rem 1rem; }
  .failure { grid-template-columns: 1fr; }
  .failure .count { text-align: left; }
  .failure .count small { display: inline; margin-left: .35rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  table:not(.counts) td { display: block; border: 0; padding: 0; }
  table:not(.counts) td:first-child { width: auto; font-size: .9rem; padding-top: .5rem; }
  table:not(.counts) tr:first-child td:first-child { padding-top: 0; }
}
@media print { body { background: none; padding: 0; } .card { break-inside: avoid; } }
`;
