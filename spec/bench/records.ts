// What a million users cost: a pretty-printed document of list-users, and NDJSON, on standard input of the built command.
// Prints the largest resident memory, which the document must keep under 200 MB (190 MiB), also when requests are sent.
// Run with: npm run build && npx tsx spec/bench/records.ts [USERS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLI } from '../support/cli.ts';

const USERS = Number(process.argv[2] ?? 1_000_000);

function user(index: number) {
  const id = `${index.toString(16).padStart(8, '0')}-3c4d-4e5f-8a9b-0123456789ab`;
  return {
    Username: id,
    Attributes: [
      { Name: 'email', Value: `user${index}@example.com` },
      { Name: 'email_verified', Value: index % 33 ? 'true' : 'false' },
      { Name: 'sub', Value: id },
    ],
    UserCreateDate: '2024-01-01T00:00:00.000000+00:00',
    UserLastModifiedDate: '2024-01-01T00:00:00.000000+00:00',
    Enabled: true,
    UserStatus: index % 50 ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
  };
}

function* document(): Generator<string> {
  yield '{\n    "Users": [\n';
  for (let index = 0; index < USERS; index++) {
    const text = JSON.stringify(user(index), null, 4).replaceAll('\n', '\n        ');
    yield `        ${text}${index + 1 < USERS ? ',' : ''}\n`;
  }
  yield '    ]\n}\n';
}

function* ndjson(): Generator<string> {
  for (let index = 0; index < USERS; index++) yield `${JSON.stringify(user(index))}\n`;
}

/** Runs the command under GNU time, which tells its memory. */
async function measure(name: string, parts: Iterable<string>, argv: readonly string[]): Promise<void> {
  const command = [process.execPath, CLI, '--client-id=c', '--region=eu-west-1', ...argv];
  const child = spawn('/usr/bin/time', ['-v', ...command], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  let lines = 0;
  let bytes = 0;
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  });
  const closed = once(child, 'close');
  let pending = '';
  for (const part of parts) {
    pending += part;
    if (pending.length < 65_536) continue;
    bytes += pending.length;
    if (!child.stdin.write(pending)) await once(child.stdin, 'drain');
    pending = '';
  }
  bytes += pending.length;
  child.stdin.on('error', () => {});
  child.stdin.end(pending);
  await closed;
  const found = (label: string): string => new RegExp(`${label}: (.*)`).exec(stderr)?.[1] ?? '?';
  const memory = Number(found('Maximum resident set size \\(kbytes\\)')) / 1_024;
  const time = found('Elapsed \\(wall clock\\) time \\(h:mm:ss or m:ss\\)');
  const written = found('File system outputs');
  console.log(
    `${name}: ${(bytes / 1e6).toFixed(0)} MB in, ${lines} results, ${memory.toFixed(0)} MiB at most, ${time}, ${written} blocks written`,
  );
  console.log(stderr.split('\n').find((line) => line.includes('records:')));
}

await measure('list-users document, dry run', document(), ['--dry-run']);
await measure('NDJSON, dry run', ndjson(), ['--dry-run']);

const SENDS = 50_000;
const service = createServer((request, response) => {
  request.resume().on('end', () => response.end('{}'));
}).listen(0, '127.0.0.1');
await once(service, 'listening');
const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
const fast = [`--endpoint-url=${url}`, '--requests-per-second=100000', '--concurrency=50', `--max-sends=${SENDS}`];
await measure(`list-users document, ${SENDS} of them sent`, document(), fast);
service.close();
