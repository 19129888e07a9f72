// The picture of what a call costs a page, with each library.
import type { Sizes } from './figures.ts';
import { CARD, drawCard, element } from './svg.ts';

const FIRST_ROW = 92;
const ROW = 46;
const BAR = 10;

/** The libraries in the picture, and how it names them. */
const LABELS: Readonly<Record<string, string>> = {
  'cognito-forgot-password': 'cognito-forgot-password',
  'amazon-cognito-identity-js': 'amazon-cognito-identity-js',
  'aws-amplify/auth': 'aws-amplify/auth',
  '@aws-sdk/client-cognito-identity-provider': 'AWS SDK v3',
};

interface Row {
  readonly label: string;
  readonly bytes: number;
}

function rowsOf({ rows }: Sizes): readonly Row[] {
  return rows.flatMap(({ name, esbuild }) => {
    const label = LABELS[name];
    return label ? [{ label, bytes: esbuild.gzipped }] : [];
  });
}

const isOurs = ({ label }: Row): boolean => label === 'cognito-forgot-password';

/** Bytes as kilobytes with one decimal. */
export const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(1);

function drawRow(row: Row, index: number, most: number): readonly string[] {
  const { width, margin } = CARD;
  const y = FIRST_ROW + index * ROW;
  const weight = isOurs(row) ? 'bold' : '';
  const length = Math.round(((width - 2 * margin) * row.bytes) / most);
  return [
    element('text', { class: weight, x: margin, y }, row.label),
    element('text', { class: `end ${weight}`.trim(), x: width - margin, y }, `${kilobytes(row.bytes)} KB`),
    element('rect', { class: isOurs(row) ? 'ours' : 'other', x: margin, y: y + 9, width: length, height: BAR, rx: 2 }),
  ];
}

/** The picture's content in sentences. */
export function describeSizes(figures: Sizes): string {
  const libraries = rowsOf(figures).map(({ label, bytes }) => `${label}: ${kilobytes(bytes)} KB`);
  return `What one ForgotPassword call adds to a page, minified and gzipped. ${libraries.join('. ')}.`;
}

/** Draws the picture. */
export function drawSizes(figures: Sizes): string {
  const rows = rowsOf(figures);
  const most = Math.max(...rows.map(({ bytes }) => bytes));
  return drawCard({
    title: 'What the call adds to a page',
    subtitle: 'Minified and gzipped, by esbuild',
    description: describeSizes(figures),
    command: 'npm run size',
    body: rows.flatMap((row, index) => drawRow(row, index, most)),
  });
}
