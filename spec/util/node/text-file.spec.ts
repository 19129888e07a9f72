import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ForgotPasswordClient } from '../../../lib/node.ts';
import { fileProblem } from '../../../lib/util/node/file-problem.ts';
import { readTextFile } from '../../../lib/util/node/text-file.ts';
import { rejectionOf, request } from '../../support/world.ts';

const MAX_BYTES = 1_000;

describe('a text file', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'text-file-'));
    path = join(folder, 'file');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function sparse(bytes: number): Promise<void> {
    const file = await open(path, 'w');
    await file.truncate(bytes);
    await file.close();
  }
  const listen = async (): Promise<void> => {
    const server = createServer().listen(path);
    server.unref();
  };

  const unusable: readonly [name: string, make: () => Promise<unknown>, problem: string][] = [
    ['that does not exist', async () => {}, 'there is no such file'],
    ['that is a folder', () => mkdir(path), 'it is a folder'],
    ['that is a FIFO', () => promisify(execFile)('mkfifo', [path]), 'it is not a regular file'],
    ['that is a socket', listen, 'it is not a regular file'],
    ['that is a device without end', () => symlink('/dev/zero', path), 'it is not a regular file'],
    ['that is a terminal', () => symlink('/dev/tty', path), 'it is not a regular file'],
    ['of 1 TB', () => sparse(10 ** 12), 'it is larger than 1,000 bytes'],
    ['of a byte too many', () => writeFile(path, 'x'.repeat(MAX_BYTES + 1)), 'it is larger than 1,000 bytes'],
    ['that is not UTF-8', () => writeFile(path, Buffer.from([0xff])), 'it is not UTF-8 text'],
    ['with a NUL', () => writeFile(path, 'a\0'), 'it is not UTF-8 text'],
  ];
  for (const [name, make, problem] of unusable) {
    it(`${name} is refused`, async () => {
      await make();
      const error = await rejectionOf(readTextFile(path, { maxBytes: MAX_BYTES }));
      expect(fileProblem(error)).to.equal(problem);
    });

    it(`${name} is refused as a caBundle, with its path and what is expected`, async () => {
      await make();
      await using client = new ForgotPasswordClient({ endpointUrl: 'https://127.0.0.1:1', caBundle: path });
      const error = await rejectionOf(client.forgotPassword(request));
      expect(error).to.include({ code: 'ERR_CONFIGURATION_OPTION', outcome: 'not-sent' });
      expect(error.message.startsWith(`caBundle ${path} `)).to.equal(true);
      expect(error.message.endsWith('Give a file of certificate authorities in PEM.')).to.equal(true);
    });
  }

  it('of exactly maxBytes is read', async () => {
    await writeFile(path, 'x'.repeat(MAX_BYTES));
    expect(await readTextFile(path, { maxBytes: MAX_BYTES })).to.have.length(MAX_BYTES);
  });

  it('may be the null device, which is empty', async () => {
    await symlink('/dev/null', path);
    expect(await readTextFile(path, { maxBytes: MAX_BYTES })).to.equal('');
  });

  it('is not read when the signal has aborted, or aborts in the meantime', async () => {
    await writeFile(path, 'x');
    const controller = new AbortController();
    const during = readTextFile(path, { maxBytes: MAX_BYTES, signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    const after = readTextFile(path, { maxBytes: MAX_BYTES, signal: controller.signal });
    expect([await rejectionOf(during), await rejectionOf(after)]).to.deep.equal([reason, reason]);
  });
});
