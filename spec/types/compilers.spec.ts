import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { campaignSize } from '../support/campaign.ts';
import { type Consumer, makeConsumer } from '../support/consumer.ts';
import { installLocked } from '../support/install-locked.ts';
import { type Editor, editorOf } from './editor.ts';

const compilersFolder = fileURLToPath(new URL('compilers/', import.meta.url));
const sources = fileURLToPath(new URL('consumer/', import.meta.url));
const require = createRequire(import.meta.url);

const COMPILERS: readonly (readonly [version: string, folder: string])[] = [
  ['5.4', join(compilersFolder, 'node_modules/typescript-5.4')],
  ['5.9', join(compilersFolder, 'node_modules/typescript-5.9')],
  ['7.0', join(require.resolve('typescript/package.json'), '..')],
];

const settings = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // What the declarations need must be there without the declarations' being skipped.
  skipLibCheck: false,
  target: 'es2022',
  types: [],
  lib: ['es2022', 'dom', 'dom.iterable'],
};

const onNode = { module: 'nodenext', types: ['node'], lib: ['es2022'] };
const inBundler = { module: 'esnext', moduleResolution: 'bundler' };
const oldStyle = { module: 'esnext', moduleResolution: 'node10' };

/** What each export must be declared as: by the short name that a hover shows. */
const DECLARATIONS = [
  'export declare const client: ForgotPasswordClient;',
  'export declare const createClient: (region: string) => ForgotPasswordClient;',
  'export declare const history: CallHistory;',
  'export declare const failure: UserNotFoundException;',
  'export declare const sendOnce: () => Promise<import("cognito-forgot-password").ForgotPasswordOutput>;',
  'readonly client: ForgotPasswordClient;',
  'lastFailure: UserNotFoundException;',
  'export declare class CountingClient extends ForgotPasswordClient {',
];

describe('the types in an application', function () {
  // Each check starts a compiler; the first run installs two.
  this.timeout(120_000);
  let consumer: Consumer;

  before(async () => {
    await installLocked(compilersFolder);
    consumer = await makeConsumer();
    for (const name of ['exported', 'narrowing', 'select']) {
      await consumer.copy(join(sources, `${name}.ts`), `${name}.ts`);
    }
  });

  after(() => consumer.remove());

  const typeCheck = async (name: string, options: object, compiler: string): Promise<string> => {
    const files = ['exported.ts', 'narrowing.ts', 'select.ts'];
    await consumer.write(`${name}.json`, JSON.stringify({ compilerOptions: { ...settings, ...options }, files }));
    return consumer.typeCheck(`${name}.json`, compiler);
  };

  // The older compilers take seconds for each check.
  for (const [version, compiler] of COMPILERS.slice(-campaignSize(COMPILERS.length, 1))) {
    describe(`under TypeScript ${version}`, () => {
      it('hold for Node, and are declared by their short names where an application exports them', async () => {
        const declared = { ...onNode, declaration: true, emitDeclarationOnly: true, outDir: `declared-${version}` };
        expect(await typeCheck(`node-${version}`, declared, compiler)).to.equal('');
        const written = await readFile(join(consumer.folder, `declared-${version}/exported.d.ts`), 'utf8');
        for (const declaration of DECLARATIONS) expect(written).to.include(declaration);
      });

      it('hold for a bundler that takes the web build', async () => {
        expect(await typeCheck(`bundler-${version}`, { ...inBundler, noEmit: true }, compiler)).to.equal('');
      });

      if (version === '7.0') return;

      it('are found by resolution that does not read exports', async () => {
        expect(await typeCheck(`node10-${version}`, { ...oldStyle, noEmit: true }, compiler)).to.equal('');
      });
    });
  }

  describe('in an editor', () => {
    let editor: Editor;
    before(() => {
      editor = editorOf(require(join(compilersFolder, 'node_modules/typescript-5.9')), consumer.folder);
    });

    it('complete the values of Select', async () => {
      const offered = editor.completionsAt(`
        import { resetForgottenPassword } from 'cognito-forgot-password';
        resetForgottenPassword({ Username: 'alice', Select: '|' });`);
      expect(offered).to.include.members(['*', 'CodeDeliveryDetails', 'CodeDeliveryDetails.Destination', '^Username']);
    });

    it('complete the codes and reasons of errors', () => {
      const offered = editor.completionsAt(`
        import { isForgotPasswordError } from 'cognito-forgot-password';
        export const isLate = (error: unknown) => isForgotPasswordError(error) && error.code === '|';`);
      expect(offered).to.include.members(['ERR_TRANSPORT_TIMEOUT', 'ERR_SERVICE_CLIENT', 'ERR_REQUEST_INVALID']);
    });

    it('show a client by its short name', () => {
      const shown = editor.hoverAt(`
        import { ForgotPasswordClient } from 'cognito-forgot-password';
        export const |client = new ForgotPasswordClient();`);
      expect(shown).to.equal('const client: ForgotPasswordClient');
    });
  });
});
