// npm run test:runtimes: packs the package, installs it as a user would, and runs the same cases in every runtime.
// Names of runtimes may be given, to run only these.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSuite } from './bundle.ts';
import type { Context } from './harness.ts';
import { findChromium, installLocked, installTarball } from './install.ts';
import { type PageServer, startPageServer } from './pages.ts';
import { printTables, type Row } from './report.ts';
import { type Command, type Runtime, runtimes } from './runtimes.ts';
import { type SuiteServer, startSuiteServer } from './server.ts';

const AT_A_TIME = 2;
const SUITE_TIMEOUT_MS = 180_000;

interface Stage {
  readonly folder: string;
  readonly chromium: string;
  readonly closedUrl: string;
  readonly server: SuiteServer;
  readonly pages: PageServer;
}

async function findClosedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

// What this machine is set up with must not decide what a suite sees.
const environmentOf = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: join(folder, 'home'),
  DENO_DIR: join(folder, 'home/deno'),
  AWS_EC2_METADATA_DISABLED: 'true',
});

interface Program {
  readonly child: ChildProcess;
  /** Resolves with what it wrote, once it has ended. */
  readonly ended: Promise<string>;
}

function start([program, ...args]: Command, folder: string): Program {
  const child = spawn(program, args, {
    cwd: folder,
    env: environmentOf(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A browser is many processes, which end as one group.
    detached: true,
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  return { child, ended: once(child, 'close').then(([code]) => `exit code ${code}\n${written}`) };
}

function end({ child }: Program): void {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, 'SIGKILL');
}

/** Waits for the report, and for the program to end by itself, as a program that forgot nothing does. */
async function collect(program: Program, runtime: Runtime, server: SuiteServer): Promise<Row['results']> {
  const deadline = AbortSignal.timeout(SUITE_TIMEOUT_MS);
  const reported = server.report(runtime.name, deadline);
  const wentWrong = program.ended.then((written) => {
    // A report that came before the end counts; an exit without one, or with an error, does not.
    if (runtime.isLasting || !written.startsWith('exit code 0\n')) throw new Error(written);
  });
  const results = await Promise.race([reported, wentWrong.then(() => reported)]);
  if (runtime.isLasting) return results;
  await Promise.race([wentWrong, once(deadline, 'abort').then(() => Promise.reject(new Error('does not end')))]);
  return results;
}

async function runSuite(runtime: Runtime, stage: Stage): Promise<Row> {
  const { folder, chromium, closedUrl, server, pages } = stage;
  const { name, build } = runtime;
  const context: Context = {
    runtime: name,
    build,
    serverUrl: server.url,
    closedUrl,
    isPage: name === 'chromium',
    mayResend: name === 'chromium',
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
    const file = await bundleSuite({ ...runtime, folder, context });
    const command = await runtime.command({ file, folder, context, pagesUrl: pages.url, chromium });
    program = start(command, folder);
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
  const pages = await startPageServer(folder, server.url);
  try {
    await installTarball(folder);
    const rows = await runAll(
      { folder, chromium, closedUrl: await findClosedUrl(), server, pages },
      process.argv.slice(2),
    );
    if (!printTables(rows)) process.exitCode = 1;
  } finally {
    await Promise.all([server.close(), pages.close()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main();
