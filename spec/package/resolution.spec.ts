import { execFileSync, spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { type Consumer, makeConsumer } from '../support/consumer.ts';

const SUBPATHS = ['', '/web', '/node'] as const;
const SCHEMAS = ['error-reply', 'forgot-password-request', 'forgot-password-response'] as const;
const WEB_CONDITIONS = ['workerd', 'worker', 'edge-light', 'deno', 'bun', 'react-native', 'browser'] as const;

const usage = (subpath: string): string => `
  import { ForgotPasswordClient, type ForgotPasswordOutput, isForgotPasswordError } from 'cognito-forgot-password${subpath}';
  const client: ForgotPasswordClient = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'abc' });
  export const output: Promise<ForgotPasswordOutput> = client.forgotPassword({ Username: 'alice' });
  export const codeOf = (error: unknown): string => (isForgotPasswordError(error) ? error.code : '');
  // @ts-expect-error: a member of the wrong type
  client.forgotPassword({ Username: 7 });
`;

const settings = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  // What the declarations need must be there without the declarations' being skipped.
  skipLibCheck: false,
  resolveJsonModule: true,
  target: 'es2022',
};

describe('the package, resolved', () => {
  let consumer: Consumer;

  before(async () => {
    consumer = await makeConsumer();
    for (const subpath of SUBPATHS) {
      const name = subpath.slice(1) || 'main';
      await consumer.write(`${name}.ts`, usage(subpath));
      await consumer.write(`${name}.mts`, usage(subpath));
      await consumer.write(`${name}.cts`, usage(subpath));
    }
    const imports = SCHEMAS.map((name, index) => {
      const path = `cognito-forgot-password/schemas/${name}.json`;
      return `import schema${index} from '${path}' with { type: 'json' };\nexport const id${index}: string = schema${index}.$id;`;
    });
    const manifest = "import manifest from 'cognito-forgot-password/package.json' with { type: 'json' };";
    await consumer.write('data.ts', `${imports.join('\n')}\n${manifest}\nexport const { version } = manifest;`);
  });

  after(() => consumer.remove());

  const typeCheck = async (name: string, files: readonly string[], options: object): Promise<string> => {
    const path = `tsconfig.${name}.json`;
    await consumer.write(path, JSON.stringify({ compilerOptions: { ...settings, ...options }, files }));
    return consumer.typeCheck(path);
  };
  const filesOf = (...extensions: readonly string[]): readonly string[] =>
    SUBPATHS.flatMap((subpath) => extensions.map((extension) => `${subpath.slice(1) || 'main'}.${extension}`));

  for (const [name, files, options] of [
    ['node16', filesOf('ts', 'mts'), { module: 'node16', types: ['node'], lib: ['es2022'] }],
    ['nodenext', [...filesOf('ts', 'mts', 'cts'), 'data.ts'], { module: 'nodenext', types: ['node'], lib: ['es2022'] }],
    [
      'bundler',
      [...filesOf('ts'), 'data.ts'],
      { module: 'esnext', moduleResolution: 'bundler', types: [], lib: ['es2022', 'dom'] },
    ],
    [
      'bundler',
      filesOf('ts'),
      {
        module: 'esnext',
        moduleResolution: 'bundler',
        types: [],
        lib: ['es2022', 'dom'],
        customConditions: ['browser'],
      },
    ],
  ] as const) {
    it(`type-checks under ${name}${'customConditions' in options ? ' for browsers' : ''}, at every subpath`, async () => {
      expect(await typeCheck(name, files, options)).to.equal('');
    });
  }

  it('is the web build under each condition but that of Node', () => {
    const resolveUnder = (...conditions: readonly string[]): string =>
      execFileSync(
        process.execPath,
        [
          ...conditions.map((condition) => `--conditions=${condition}`),
          '--input-type=module',
          '--eval',
          "console.log(import.meta.resolve('cognito-forgot-password'))",
        ],
        { cwd: consumer.folder, encoding: 'utf8' },
      ).trim();
    const base = `${pathToFileURL(consumer.folder)}/node_modules/cognito-forgot-password/dist`;
    expect(resolveUnder()).to.equal(`${base}/node.js`);
    for (const condition of WEB_CONDITIONS) {
      // Node adds its own condition, which must not win.
      expect(resolveUnder(condition), condition).to.equal(`${base}/index.js`);
    }
  });

  const run = (type: 'module' | 'commonjs', script: string): { stdout: string; stderr: string } =>
    spawnSync(process.execPath, [`--input-type=${type}`, '--eval', script], {
      cwd: consumer.folder,
      encoding: 'utf8',
    });

  it('can be imported and required, at every subpath, without a warning', () => {
    for (const subpath of SUBPATHS) {
      const name = JSON.stringify(`cognito-forgot-password${subpath}`);
      const use = 'console.log(new lib.ForgotPasswordClient().constructor.name, Object.keys(lib).length)';
      const imported = run('module', `import * as lib from ${name}; ${use}`);
      const required = run('commonjs', `const lib = require(${name}); ${use}`);
      expect(imported.stderr + required.stderr).to.equal('');
      expect(imported.stdout).to.match(/^ForgotPasswordClient \d+\n$/);
      expect(required.stdout).to.equal(imported.stdout);
    }
  });

  it('can be imported by a CommonJS module where require of ES modules is off, as Lambda has it on Node 22', () => {
    const script = "import('cognito-forgot-password').then((lib) => console.log(typeof lib.ForgotPasswordClient))";
    const args = ['--no-experimental-require-module', '--input-type=commonjs', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: consumer.folder, encoding: 'utf8' });
    expect(stderr + stdout).to.equal('function\n');
  });

  it('gives its schemas and its manifest as data, and nothing else', () => {
    for (const name of SCHEMAS) {
      const { stdout } = run('commonjs', `console.log(require('cognito-forgot-password/schemas/${name}.json').$id)`);
      expect(stdout).to.match(/^urn:cognito-forgot-password:schema:/);
    }
    expect(run('commonjs', "console.log(require('cognito-forgot-password/package.json').name)").stdout).to.equal(
      'cognito-forgot-password\n',
    );
    for (const path of ['dist/index.js', 'lib/client/client.ts', 'schemas/generate.ts']) {
      const { stderr } = run('commonjs', `require('cognito-forgot-password/${path}')`);
      expect(stderr, path).to.match(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
    }
  });
});
