// Prints how the cases ended: by runtime, by case, and each failure in full.
import type { Result } from './harness.ts';

/** What became of one runtime. */
export interface Row {
  readonly name: string;
  readonly version: string;
  readonly build: 'node' | 'web';
  readonly durationMs: number;
  readonly results: readonly Result[];
}

function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_cell, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function byRuntime(rows: readonly Row[]): string {
  const lines = rows.map(({ name, version, build, durationMs, results }, index) => {
    const failed = results.filter(({ failure }) => failure !== undefined).length;
    const seconds = (durationMs / 1_000).toFixed(1);
    return [`${index + 1}`, name, version, build, `${results.length - failed}`, `${failed}`, seconds];
  });
  return table([['#', 'runtime', 'version', 'build', 'passed', 'failed', 'seconds'], ...lines]);
}

function byCase(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap(({ results }) => results.map(({ name }) => name)))];
  const marks = (name: string): string[] =>
    rows.map(({ results }) => {
      const result = results.find((each) => each.name === name);
      if (!result) return '·';
      return result.failure === undefined ? '✓' : '✗';
    });
  return table([
    ['case', ...rows.map((_row, index) => `${index + 1}`)],
    ...names.map((name) => [name, ...marks(name)]),
  ]);
}

/** Prints the tables, and tells whether all is well. */
export function printTables(rows: readonly Row[]): boolean {
  const failures = rows.flatMap(({ name: runtime, results }) =>
    results.flatMap(({ name, failure }) => (failure === undefined ? [] : [`${runtime}: ${name}\n${failure}`])),
  );
  console.log(`\n${byCase(rows)}\n\n${byRuntime(rows)}\n`);
  for (const failure of failures) console.log(`✗ ${failure}\n`);
  const total = rows.reduce((sum, { results }) => sum + results.length, 0);
  console.log(`${total - failures.length} passed, ${failures.length} failed`);
  return !failures.length && total > 0;
}
