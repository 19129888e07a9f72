// Writes input files for batches: usernames, CSV, or a list-users document.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The formats of records that a batch is measured with. */
export type RecordFormat = 'lines' | 'csv' | 'list-users';

const usernameOf = (index: number): string => `${index.toString(16).padStart(8, '0')}-3c4d-4e5f-8a9b-0123456789ab`;

function* lines(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield `${usernameOf(index)}\n`;
}

function* csv(count: number): Generator<string> {
  yield 'name,email,cognito:username\n';
  for (let index = 0; index < count; index++) yield `"User, ${index}",user${index}@example.com,${usernameOf(index)}\n`;
}

/** An eligible user, as list-users prints it. */
const listedUser = (index: number): object => ({
  Username: usernameOf(index),
  Attributes: [
    { Name: 'email', Value: `user${index}@example.com` },
    { Name: 'email_verified', Value: 'true' },
    { Name: 'sub', Value: usernameOf(index) },
  ],
  UserCreateDate: '2026-01-01T00:00:00.000000+00:00',
  UserLastModifiedDate: '2026-01-01T00:00:00.000000+00:00',
  Enabled: true,
  UserStatus: 'CONFIRMED',
});

function* listUsers(count: number): Generator<string> {
  yield '{\n    "Users": [\n';
  for (let index = 0; index < count; index++) {
    const text = JSON.stringify(listedUser(index), null, 4).replaceAll('\n', '\n        ');
    yield `        ${text}${index + 1 < count ? ',' : ''}\n`;
  }
  yield '    ]\n}\n';
}

const FORMATS: Readonly<Record<RecordFormat, (count: number) => Generator<string>>> = {
  lines,
  csv,
  'list-users': listUsers,
};

/** Joins texts into chunks of 64 KB: one write for each text would take most of the time. */
function* inChunks(texts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < 65_536) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Writes `count` distinct users to a file. */
export async function writeRecords(path: string, format: RecordFormat, count: number): Promise<void> {
  await pipeline(Readable.from(inChunks(FORMATS[format](count))), createWriteStream(path));
}
