// What the documentation of the exported names leaves out. Works with the TypeScript of this folder.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { Analysis } from './throws.ts';

/** Something that is missing. */
export interface Gap {
  /** The export, or a member of it, as `export.member`. */
  readonly name: string;
  readonly lacks: 'documentation' | 'unit' | '@throws';
}

const UNITS: readonly (readonly [RegExp, RegExp])[] = [
  [/(Ms|Delay)$/, /\bmilliseconds\b/],
  [/Bytes$/, /\bbytes\b/],
];

const docOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker));

function hasThrowsTag(symbol: ts.Symbol, analysis: Analysis): boolean {
  const signatures = analysis.signaturesOf(symbol).flatMap(({ declaration }) => declaration ?? []);
  return [...(symbol.declarations ?? []), ...signatures].some((declaration) => analysis.saysThrows(declaration));
}

function gapsOf(name: string, symbol: ts.Symbol, analysis: Analysis): Gap[] {
  const { checker } = analysis;
  const doc = docOf(symbol, checker);
  const gaps: Gap[] = [];
  const [, unit] = UNITS.find(([suffix]) => suffix.test(symbol.name)) ?? [];
  if (unit && !unit.test(doc)) gaps.push({ name, lacks: 'unit' });
  const isFunction = analysis.signaturesOf(symbol).length > 0;
  const isConstructor = symbol.flags & (ts.SymbolFlags.Constructor | ts.SymbolFlags.Signature);
  if ((!name.includes('.') || isFunction) && !isConstructor && !doc) gaps.push({ name, lacks: 'documentation' });
  if (analysis.mayThrow(symbol) && !hasThrowsTag(symbol, analysis)) gaps.push({ name, lacks: '@throws' });
  return gaps;
}

/** The members that a type declares itself, and not those it has from a library's type. */
function membersOf(symbol: ts.Symbol, { checker, isOurs }: Analysis): readonly ts.Symbol[] {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias))) return [];
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const own = [...(symbol.members?.values() ?? [])].filter(({ name }) => /^__(new|constructor|call)$/.test(name));
  return [...type.getProperties(), ...own].filter(({ declarations }) => declarations?.every(isOurs));
}

const CONFIG = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));

/** Everything that is missing in the documentation of what a module exports. */
export function findGaps(entry: string): readonly Gap[] {
  const { config } = ts.readConfigFile(CONFIG, ts.sys.readFile);
  const program = ts.createProgram([entry], ts.parseJsonConfigFileContent(config, ts.sys, dirname(CONFIG)).options);
  const analysis = new Analysis(program);
  const source = program.getSourceFile(entry);
  const module = source && analysis.checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} is no module`);
  return analysis.checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = analysis.originOf(exported);
    const members = membersOf(symbol, analysis);
    return [
      ...gapsOf(exported.name, symbol, analysis),
      ...members.flatMap((member) => gapsOf(`${exported.name}.${member.name}`, member, analysis)),
    ];
  });
}
