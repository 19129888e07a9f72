// Next.js, which makes a server rather than a file: an application with a route in each of its two runtimes.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PackageBuild } from '../../package/bundlers.ts';
import type { Consumer } from '../../support/consumer.ts';
import { deadUrl } from '../../support/loopback.ts';
import { bytesIn, type Row, startService, wrongBuilds } from './row.ts';
import { copyTemplate, toolchainsFolder } from './tools.ts';

const run = promisify(execFile);

/** Next.js's own compilers. */
const COMPILERS = ['turbopack', 'webpack'] as const;

const ROUTES: readonly (readonly [route: string, build: PackageBuild])[] = [
  ['node', 'node'],
  ['edge', 'web'],
  // Sets revalidate, by which Next.js keeps replies to fetch.
  ['cached', 'web'],
];

/** The application with everything that it imports, in a folder of its own: Turbopack follows no link out of its root. */
async function makeApplication(folder: string, consumer: Consumer): Promise<void> {
  await copyTemplate('next', folder);
  // Hard links, as these are hundreds of megabytes.
  await run('cp', ['-al', join(toolchainsFolder, 'node_modules'), join(folder, 'node_modules')]);
  const name = 'node_modules/cognito-forgot-password';
  await cp(join(consumer.folder, name), join(folder, name), { recursive: true });
}

/** Starts the server that was built, and resolves with its URL. */
async function startServer(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  // It takes 0 for 3000, which something else may listen on.
  const { port } = new URL(await deadUrl());
  const child = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOSTNAME: '127.0.0.1', PORT: port, AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`The server ended before it listened: ${printed}`)));
  });
  return {
    url,
    async stop() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}

async function complaintsAbout(serverUrl: string, route: string, build: PackageBuild): Promise<string[]> {
  const service = await startService();
  try {
    const complaints: string[] = [];
    for (const call of ['first', 'second']) {
      const sentBefore = service.requests.length;
      const response = await fetch(`${serverUrl}/${route}?service=${encodeURIComponent(service.url)}`);
      const said = await response.text();
      if (said !== '{"destination":"a***@e***"}') complaints.push(`${response.status} ${said.slice(0, 500)}`);
      if (service.requests.length === sentBefore) complaints.push(`The ${call} call was answered without being sent`);
    }
    return [...wrongBuilds(service.requests, build), ...complaints];
  } finally {
    await service[Symbol.asyncDispose]();
  }
}

/** Builds the application with one compiler, moves what the server needs to an empty folder, and calls its routes. */
async function callRoutes(folder: string, compiler: string): Promise<Row[]> {
  const { version }: { version: string } = createRequire(import.meta.url)('next/package.json');
  const tool = `Next.js ${version}`;
  const command = join(folder, 'node_modules/next/dist/bin/next');
  const deployed = await mkdtemp(join(tmpdir(), 'toolchains-'));
  const rows: Row[] = [];
  try {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CI: '1' };
    await run(process.execPath, [command, 'build', `--${compiler}`], { cwd: folder, env });
    await cp(join(folder, '.next/standalone'), deployed, { recursive: true });
    await rm(join(folder, '.next'), { recursive: true });
    const bytes = await bytesIn(deployed);
    const server = await startServer(deployed);
    try {
      for (const [route, build] of ROUTES) {
        const complaints = await complaintsAbout(server.url, route, build);
        rows.push({ tool, output: `${compiler}, ${route}`, build, bytes, complaints });
      }
    } finally {
      await server.stop();
    }
    return rows;
  } catch (error) {
    return ROUTES.map(([route, build]) => ({
      tool,
      output: `${compiler}, ${route}`,
      build,
      bytes: 0,
      complaints: [`${String(error)}\n${Object(error).stdout ?? ''}`],
    }));
  } finally {
    await rm(deployed, { recursive: true, force: true });
  }
}

/** Calls the routes of the application, as each of Next.js's compilers makes it. */
export async function callNextRoutes(consumer: Consumer): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'next-'));
  try {
    await makeApplication(folder, consumer);
    const rows: Row[] = [];
    for (const compiler of COMPILERS) rows.push(...(await callRoutes(folder, compiler)));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
