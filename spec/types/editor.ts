// What an editor shows of a module: the language service of TypeScript, over one file of a consumer.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of the language service as is used here; TypeScript 7 has none, so one is installed on demand. */
interface LanguageService {
  getCompletionsAtPosition(
    file: string,
    position: number,
    options: object,
  ): { readonly entries: readonly { readonly name: string }[] } | undefined;
  getQuickInfoAtPosition(file: string, position: number): { readonly displayParts?: readonly object[] } | undefined;
}

/** A compiler with a language service. */
export interface TypeScript {
  createLanguageService(host: object): LanguageService;
  displayPartsToString(parts: readonly object[] | undefined): string;
  getDefaultLibFilePath(options: object): string;
  readonly ScriptSnapshot: { fromString(text: string): object };
  readonly ScriptTarget: { readonly ES2022: number };
  readonly ModuleKind: { readonly NodeNext: number };
  readonly sys: Readonly<
    Record<'fileExists' | 'readFile' | 'directoryExists' | 'getDirectories' | 'realpath', unknown>
  >;
}

/** An editor; `|` marks the cursor in what it is given. */
export interface Editor {
  completionsAt(module: string): readonly string[];
  hoverAt(module: string): string;
}

/** Opens an editor in a folder. */
export function editorOf(typescript: TypeScript, folder: string): Editor {
  const file = join(folder, 'edited.ts');
  let text = '';
  let version = 0;
  const options = {
    strict: true,
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.NodeNext,
    types: [],
  };
  const { fileExists, readFile, directoryExists, getDirectories, realpath } = typescript.sys;
  const read = (path: string): string | undefined => {
    if (path === file) return text;
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  const service = typescript.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (path: string) => (path === file ? `${version}` : '0'),
    getScriptSnapshot(path: string) {
      const found = read(path);
      return found === undefined ? undefined : typescript.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: () => typescript.getDefaultLibFilePath(options),
    ...{ fileExists, readFile, directoryExists, getDirectories, realpath },
  });

  /** Puts a module into the editor, and returns where its cursor is. */
  const edit = (module: string): number => {
    const position = module.indexOf('|');
    text = module.slice(0, position) + module.slice(position + 1);
    version++;
    return position;
  };

  return {
    completionsAt(module) {
      const position = edit(module);
      const { entries = [] } = service.getCompletionsAtPosition(file, position, {}) ?? {};
      return entries.map(({ name }) => name);
    },
    hoverAt(module) {
      const position = edit(module);
      return typescript.displayPartsToString(service.getQuickInfoAtPosition(file, position)?.displayParts);
    },
  };
}
