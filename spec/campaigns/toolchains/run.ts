// npm run test:toolchains: bundles an application with each toolchain from the packed package, moves what it wrote to an
// empty folder, and makes calls from there. Prints a table, and fails where one row does.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundlersFolder, type OutputFormat, type PackageBuild } from '../../package/bundlers.ts';
import { type Consumer, makeConsumer } from '../../support/consumer.ts';
import { installLocked } from '../../support/install-locked.ts';
import { applicationFor, complaintsAbout } from './application.ts';
import { callNextRoutes } from './next.ts';
import { bytesIn, print, type Row, startService, wrongBuilds } from './row.ts';
import { callFromTests } from './test-runners.ts';
import { allTools, type Tool, toolchainsFolder } from './tools.ts';

async function callFrom(folder: string, app: string, build: PackageBuild): Promise<string[]> {
  const service = await startService();
  const home = await mkdtemp(join(tmpdir(), 'toolchains-home-'));
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(folder, app), service.url, join(home, 'journal')],
      { cwd: folder, env: { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true' } },
    );
    return [...wrongBuilds(service.requests, build), ...complaintsAbout(JSON.parse(stdout), build)];
  } finally {
    await service[Symbol.asyncDispose]();
    await rm(home, { recursive: true });
  }
}

async function tryOut(tool: Tool, build: PackageBuild, format: OutputFormat, consumer: Consumer): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'toolchains-'));
  const extension = format === 'esm' ? 'mjs' : 'cjs';
  const row = { tool: `${tool.name} ${tool.version}`, output: format === 'esm' ? 'ESM' : 'CommonJS', build };
  try {
    const isNamed = build === 'web' && tool.isForNodeOnly;
    const entry = `app-${build}.${extension}`;
    const specifier = `cognito-forgot-password${isNamed ? '/web' : ''}`;
    await consumer.write(entry, applicationFor(build, format, specifier));
    const outfile = join(folder, `app.${extension}`);
    await tool.bundle({ entry: join(consumer.folder, entry), outfile, build, format, minify: true });
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }));
    return { ...row, bytes: await bytesIn(folder), complaints: await callFrom(folder, `app.${extension}`, build) };
  } catch (error) {
    return { ...row, bytes: 0, complaints: [String(error)] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function main(wanted: readonly string[]): Promise<void> {
  await installLocked(bundlersFolder);
  await installLocked(toolchainsFolder);
  const consumer = await makeConsumer();
  const isWanted = (name: string): boolean => !wanted.length || wanted.includes(name);
  const rows: Row[] = [];
  try {
    for (const tool of allTools().filter(({ name }) => isWanted(name))) {
      for (const build of ['node', 'web'] as const) {
        for (const format of ['esm', 'cjs'] as const) rows.push(await tryOut(tool, build, format, consumer));
      }
    }
    if (isWanted('test runners')) rows.push(...(await callFromTests(consumer)));
    if (isWanted('Next.js')) rows.push(...(await callNextRoutes(consumer)));
  } finally {
    await consumer.remove();
  }
  print(rows);
  process.exitCode = rows.some(({ complaints }) => complaints.length) ? 1 : 0;
}

await main(process.argv.slice(2));
