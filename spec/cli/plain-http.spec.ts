import { expect } from 'chai';
import { formatEvent } from '../../lib/cli/report.ts';
import { runCli } from '../support/cli.ts';

const lineFor = (endpoint: string): string =>
  formatEvent(
    { operation: 'ForgotPassword', callId: 1, type: 'attempt-started', endpoint, attempts: 1, totalRetryDelay: 0 },
    'text',
  );

describe('a request that is not encrypted', () => {
  it('is marked so by --verbose', async () => {
    // A label that is too long fits into no query, so that no resolver asks the network.
    const endpoint = `http://${'a'.repeat(64)}.invalid`;
    const { stderr } = await runCli([
      'alice',
      '--client-id=c',
      '--max-attempts=1',
      '--verbose',
      `--endpoint-url=${endpoint}`,
    ]);
    expect(stderr).to.include(`attempt 1: POST ${endpoint} (not encrypted)\n`);
  });

  it('is marked wherever it leaves this machine, and nowhere else', () => {
    const leaving = [
      'http://service.example',
      'http://192.0.2.1:80/p',
      'http://localhost.example',
      'http://127.example',
      'http://[::2]',
    ];
    const staying = [
      'https://service.example',
      'http://localhost',
      'http://localhost:9229/p',
      'http://x.localhost',
      'http://127.0.0.1:1',
      'http://[::1]:1',
    ];
    for (const endpoint of leaving) expect(lineFor(endpoint), endpoint).to.include('(not encrypted)');
    for (const endpoint of staying) expect(lineFor(endpoint), endpoint).to.not.include('(not encrypted)');
  });
});
