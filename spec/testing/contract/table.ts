// Prints where each emulator differs from the documented behaviour, as a table in Markdown: tsx spec/testing/contract/table.ts
import { differencesOf } from './answers.ts';
import { cases } from './cases.ts';
import { hasMoto, startLocal, startMoto, startOwn, type Target } from './targets.ts';

const targets: readonly Target[] = await Promise.all([startOwn(), startLocal(), ...(hasMoto() ? [startMoto()] : [])]);
try {
  const columns = await Promise.all(targets.map(differencesOf));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log(row(['case', 'documented', ...targets.map(({ name }) => name)]));
  console.log(row(Array(targets.length + 2).fill('---')));
  for (const [title, { documented }] of Object.entries(cases)) {
    console.log(row([title, documented, ...columns.map((column) => column[title] ?? '✓')]));
  }
} finally {
  await Promise.all(targets.map((target) => target.stop()));
}
