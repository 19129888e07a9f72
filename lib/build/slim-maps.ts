// Run after the bundler: makes source maps small, which would be half of the package. The code is not minified, so that a
// line of it comes from one line of the sources: the first position of each line is enough for a stack. Lines of the
// sources from which no code came, such as comments and types, are left empty: they stay in the declarations and in the
// repository.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode } from '@jridgewell/sourcemap-codec';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Scripts that no application bundles or ships: the command, and what stands in for Cognito in specs. */
const WITHOUT_MAP = ['cli.js', 'testing.js'];

interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
  readonly names: readonly string[];
}

function slim({ sources, sourcesContent, mappings }: SourceMap): SourceMap {
  const lines = decode(mappings);
  // By source, the lines from which code came. The others are comments, types and imports.
  const usedLines = sources.map(() => new Set<number>());
  for (const [, source = 0, line = 0] of lines.flat()) usedLines[source]?.add(line);
  const contentOf = (content: string, source: number): string =>
    content
      .split('\n')
      .map((text, line) => (usedLines[source]?.has(line) ? text : ''))
      .join('\n');
  const firstOfEachLine = lines.map((segments) =>
    segments
      .slice(0, 1)
      .map(([column, source = 0, line = 0, sourceColumn = 0]): [number, number, number, number] => [
        column,
        source,
        line,
        sourceColumn,
      ]),
  );
  return {
    version: 3,
    sources,
    sourcesContent: sourcesContent.map(contentOf),
    mappings: encode(firstOfEachLine),
    names: [],
  };
}

async function dropMap(script: string): Promise<void> {
  const path = join(dist, script);
  const code = await readFile(path, 'utf8');
  await writeFile(path, code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n'));
  await rm(`${path}.map`);
}

for (const file of await readdir(dist)) {
  if (!file.endsWith('.map')) continue;
  const script = file.slice(0, -'.map'.length);
  const path = join(dist, file);
  if (WITHOUT_MAP.includes(script)) await dropMap(script);
  else await writeFile(path, JSON.stringify(slim(JSON.parse(await readFile(path, 'utf8')))));
}
