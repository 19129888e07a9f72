// The last step of the build: makes small what is published.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const filesOf = (extension: string): readonly string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => join(dist, path));
const sourcesOf = (map: string): readonly string[] =>
  (JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }).sources.map((source) => join(dirname(map), source));

/**
 * A source map (ECMA-426) without the names that variables had: a fifth of its size, while the sources that it leads to
 * have them. A segment's fifth field, each a run of Base64 digits of which the last is below 32, is the name.
 */
function withoutNames(text: string): string {
  const { mappings, ...map } = JSON.parse(text) as { mappings: string };
  return JSON.stringify({ ...map, names: [], mappings: mappings.replace(/(?:[g-z0-9+/]*[A-Za-f]){5}/g, withoutFifth) });
}

const withoutFifth = (segment: string): string => /^(?:[g-z0-9+/]*[A-Za-f]){4}/.exec(segment)?.[0] ?? segment;

for (const file of filesOf('.js')) {
  const code = readFileSync(file, 'utf8');
  const map = `${file}.map`;
  // What only Node runs needs no map. What a page may run keeps its names at the top level, as errors and stacks show
  // them, and the annotations by which a bundler leaves out what is not imported.
  const isForNode = code.includes('"node:');
  const small = await minify(code, {
    ecma: 2022,
    module: isForNode,
    keep_classnames: true,
    // A function that is used once stays one: repeats of the same form compress better than what inlining saves.
    compress: { passes: 2, toplevel: true, reduce_funcs: false },
    format: { preserve_annotations: true, shebang: true },
    ...(isForNode ? {} : { sourceMap: { content: readFileSync(map, 'utf8'), url: basename(map) } }),
  });
  writeFileSync(file, small.code ?? '');
  if (isForNode) rmSync(map);
  else writeFileSync(map, withoutNames(String(small.map)));
}

// What holds types alone is published as its declaration only, which is as good as its source.
const published = new Set(filesOf('.js.map').flatMap(sourcesOf));
for (const map of filesOf('.d.ts.map')) {
  if (sourcesOf(map).every((source) => published.has(source))) continue;
  const declaration = map.replace(/\.map$/, '');
  writeFileSync(declaration, readFileSync(declaration, 'utf8').replace(/\n\/\/# sourceMappingURL=.*/, ''));
  rmSync(map);
}
