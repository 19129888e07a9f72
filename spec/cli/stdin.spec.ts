import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ambient, CLI } from '../support/cli.ts';

describe('standard input that cannot be read', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stdin-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** Runs the command with a file, or a folder, for its standard input. */
  async function runWith(path: string, flags: string): Promise<{ code: unknown; stderr: string }> {
    const file = await open(path, flags);
    try {
      const args = [CLI, '--client-id=client1', '--endpoint-url=http://127.0.0.1:9'];
      const child = spawn(process.execPath, args, { env: ambient, stdio: [file.fd, 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const [code] = await once(child, 'close');
      return { code, stderr };
    } finally {
      await file.close();
    }
  }

  it('is an error, and no empty list: a folder', async () => {
    const { code, stderr } = await runWith(folder, 'r');
    expect(stderr).to.match(/^InputError: Standard input cannot be read: it is a folder \(EISDIR\)\n/);
    expect(code).to.equal(2);
  });

  it('is an error, and no empty list: a file that was opened to be written', async () => {
    const { code, stderr } = await runWith(join(folder, 'written'), 'w');
    expect(stderr).to.match(/^InputError: Standard input cannot be read: EBADF\n/);
    expect(code).to.equal(2);
  });
});
