// npm run test:runtimes: packs the package, installs it as a user would, and runs the same cases in every runtime.
// Names of runtimes may be given, to run only these.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCognito } from '../../lib/testing/testing.ts';
import { installLocked } from '../support/install-locked.ts';
import { deadUrl } from '../support/loopback.ts';
import { bundleSuite } from './bundle.ts';
import { POOL } from './cognito.ts';
import type { Context } from './harness.ts';
import { findChromium, installTarball } from './install.ts';
import { type PageServer, startPageServer } from './pages.ts';
import { collect, end, type Program, start } from './program.ts';
import { printTables, type Row } from './report.ts';
import { type Runtime, runtimes } from './runtimes.ts';
import { type SuiteServer, startSuiteServer } from './server.ts';

const AT_A_TIME = 2;

interface Stage {
  readonly folder: string;
  readonly chromium: string;
  readonly closedUrl: string;
  readonly cognitoUrl: string;
  readonly server: SuiteServer;
  readonly pages: PageServer;
}

// What a deployment sets for the examples; the suites must do without.
const variablesOf = ({ runtime, serverUrl }: Context): Record<string, string> => ({
  AWS_REGION: 'eu-west-1',
  COGNITO_CLIENT_ID: '1example23456789',
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${serverUrl}/accepted/${runtime}`,
});

async function runSuite(runtime: Runtime, stage: Stage): Promise<Row> {
  const { folder, chromium, closedUrl, cognitoUrl, server, pages } = stage;
  const { name, build } = runtime;
  const context: Context = {
    runtime: name,
    build,
    serverUrl: server.url,
    closedUrl,
    cognitoUrl,
    isPage: name.startsWith('chromium'),
    mayResend: name.startsWith('chromium'),
    hasStreams: name !== 'react-native',
    canRefuseRedirects: name !== 'react-native',
  };
  const startedAt = performance.now();
  const row = (rest: Pick<Row, 'version' | 'results'>): Row => ({
    name,
    build,
    durationMs: performance.now() - startedAt,
    ...rest,
  });
  let program: Program | undefined;
  try {
    const [versionProgram, ...versionArgs] = runtime.version;
    const printed = execFileSync(versionProgram, versionArgs, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [version = ''] = /\d[\w.-]+/.exec(printed) ?? [];
    const variables = runtime.entry.endsWith('-examples') ? variablesOf(context) : {};
    const file = await bundleSuite({ ...runtime, folder, context, variables });
    const command = await runtime.command({ file, folder, context, pagesUrl: pages.url, chromium, variables });
    program = start(command, folder, variables);
    return row({ version, results: await collect(program, runtime, server) });
  } catch (error) {
    return row({ version: '', results: [{ name: 'runs the suite', failure: String(error) }] });
  } finally {
    if (program) end(program);
    await program?.ended;
  }
}

async function runAll(stage: Stage, wanted: readonly string[]): Promise<readonly Row[]> {
  const all = runtimes(stage.chromium).filter(({ name }) => !wanted.length || wanted.includes(name));
  const rows = new Map<Runtime, Row>();
  const waiting = [...all];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const row = await runSuite(next, stage);
      rows.set(next, row);
      console.log(`${row.name} ${row.version}: ${row.results.length} cases in ${Math.round(row.durationMs)} ms`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return all.map((runtime) => rows.get(runtime)).filter((row) => row !== undefined);
}

async function main(): Promise<void> {
  await installLocked(fileURLToPath(new URL('.', import.meta.url)));
  const chromium = await findChromium();
  const folder = await mkdtemp(join(tmpdir(), 'runtimes-'));
  const server = await startSuiteServer();
  const cognito = await createCognito(POOL).listen();
  const pages = await startPageServer(folder, server.url, cognito.url);
  try {
    await installTarball(folder);
    const rows = await runAll(
      { folder, chromium, closedUrl: await deadUrl(), cognitoUrl: cognito.url, server, pages },
      process.argv.slice(2),
    );
    if (!printTables(rows)) process.exitCode = 1;
  } finally {
    await Promise.all([server.close(), pages.close(), cognito.close()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main();
