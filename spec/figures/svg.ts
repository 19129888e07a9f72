// A card: the frame, title, source and colours that the pictures of the README share. It is 400 units wide, so that two stand
// side by side on a wide screen, and each fills a phone's.

/** The size of a card. */
export const CARD = { width: 400, height: 300, margin: 20 } as const;

/** What is on a card. */
export interface Card {
  readonly title: string;
  readonly subtitle: string;
  /** The whole content in sentences, for screen readers. */
  readonly description: string;
  /** The command that measures the figures. */
  readonly command: string;
  /** Elements between the subtitle and the command. */
  readonly body: readonly string[];
}

type Attributes = Readonly<Record<string, string | number>>;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One element, with a text inside if there is one. */
export function element(name: string, attributes: Attributes, text = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${list.join('')}${text ? `>${escaped(text)}</${name}>` : '/>'}`;
}

// Its own background, so that it reads on any page; the colours are those of GitHub's two themes.
const STYLE = `
    svg { --back: #ffffff; --line: #d1d9e0; --text: #1f2328; --quiet: #59636e; --other: #9aa4ae; --ours: #0969da; --extra: #d1570a }
    @media (prefers-color-scheme: dark) {
      svg { --back: #0d1117; --line: #3d444d; --text: #f0f6fc; --quiet: #9aa3ad; --other: #6e7781; --ours: #4493f8; --extra: #f0883e }
    }
    text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--text) }
    .title { font-size: 17px; font-weight: 600 }
    .quiet { font-size: 13px; fill: var(--quiet) }
    .bold { font-weight: 600 }
    .end { text-anchor: end }
    .back { fill: var(--back); stroke: var(--line) }
    .ours { fill: var(--ours) }
    .other { fill: var(--other) }
    .extra { fill: var(--extra) }
    .fold { fill: none; stroke: var(--back); stroke-width: 1.5 }
    .rule { stroke: var(--line) }`;

/** Draws a card. */
export function drawCard({ title, subtitle, description, command, body }: Card): string {
  const { width, height, margin } = CARD;
  const lines = [
    element('rect', { class: 'back', x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8 }),
    element('text', { class: 'title', x: margin, y: 36 }, title),
    element('text', { class: 'quiet', x: margin, y: 57 }, subtitle),
    ...body,
    element('text', { class: 'quiet', x: margin, y: height - 18 }, command),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
  ${element('title', { id: 'title' }, title)}
  ${element('desc', { id: 'description' }, description)}
  <style>${STYLE}
  </style>
  ${lines.join('\n  ')}
</svg>
`;
}
