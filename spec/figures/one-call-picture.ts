// The picture of one call after which the answer is lost: the codes that each client makes the service send, and whether its
// error tells.
import type { OneCall, OneCallClient } from './figures.ts';
import { CARD, drawCard, element } from './svg.ts';

const LEFT = 146;
const FIRST_ROW = 94;
const ROW = 62;
const ENVELOPE = { width: 28, height: 19, step: 35 } as const;

/** A client as the pictures and the README name it. */
interface Row {
  readonly label: string;
  readonly isOurs: boolean;
  readonly codes: number;
  /** Whether each error says that a code may have been sent. */
  readonly isTold: boolean;
}

/** The most codes that one call of a client made the service send. */
export const mostCodes = ({ endings }: OneCallClient): number => Math.max(...endings.map(({ codes }) => codes));

/** The AWS CLI with the version that was measured: the second major one retries otherwise. */
export function awsCliOf({ clients }: OneCall): string {
  const { version = '' } = clients.find(({ name }) => name === 'AWS CLI') ?? {};
  return `AWS CLI ${version.split('.').slice(0, 2).join('.')}`;
}

const LABELS: Readonly<Record<string, (figures: OneCall) => string>> = {
  'cognito-forgot-password': () => 'This client',
  'AWS SDK for JavaScript v3': () => 'AWS SDK v3',
  'AWS CLI': awsCliOf,
};

function rowsOf(figures: OneCall): readonly Row[] {
  return figures.clients.flatMap((client) => {
    const label = LABELS[client.name]?.(figures);
    if (!label) return [];
    const isTold = client.endings.every(({ outcome }) => outcome === 'unknown');
    return [{ label, isOurs: client.name === 'cognito-forgot-password', codes: mostCodes(client), isTold }];
  });
}

const countOf = (codes: number): string => `${codes} ${codes === 1 ? 'code' : 'codes'}`;
const told = ({ isTold }: Row): string =>
  isTold ? 'The error says: outcome unknown' : 'The error does not mention them';

function envelope(index: number, y: number): readonly string[] {
  const { width, height, step } = ENVELOPE;
  const x = LEFT + index * step;
  const fold = `M${x + 1},${y + 3} l${width / 2 - 1},8 l${width / 2 - 1},-8`;
  return [
    // The first is the code that the user asked for.
    element('rect', { class: index === 0 ? 'ours' : 'extra', x, y, width, height, rx: 2.5 }),
    element('path', { class: 'fold', d: fold }),
  ];
}

function drawRow(row: Row, index: number): readonly string[] {
  const y = FIRST_ROW + index * ROW;
  const right = CARD.width - CARD.margin;
  return [
    element('line', { class: 'rule', x1: CARD.margin, x2: right, y1: y - 20, y2: y - 20 }),
    element('text', { class: row.isOurs ? 'bold' : '', x: CARD.margin, y: y + 8 }, row.label),
    ...Array.from({ length: row.codes }, (_, code) => envelope(code, y - 7)).flat(),
    element('text', { class: row.isOurs ? 'bold end' : 'end', x: right, y: y + 8 }, countOf(row.codes)),
    element('text', { class: 'quiet', x: LEFT, y: y + 29 }, told(row)),
  ];
}

/** The picture's content in sentences. */
export function describeOneCall(figures: OneCall): string {
  const clients = rowsOf(figures).map(
    (row) =>
      `${row.label}: ${countOf(row.codes)}, and an error that ${row.isTold ? 'says that the outcome is unknown' : 'does not mention them'}`,
  );
  return `Codes that Cognito sends for one ForgotPassword call when its answer is lost. ${clients.join('. ')}.`;
}

/** Draws the picture. */
export function drawOneCall(figures: OneCall): string {
  const faults = figures.clients[0]?.endings.length ?? 0;
  return drawCard({
    title: 'One call whose answer is lost',
    subtitle: `Codes sent to the user, with each of ${faults} faults`,
    description: describeOneCall(figures),
    command: 'npm run faults:one-call',
    body: rowsOf(figures).flatMap(drawRow),
  });
}
