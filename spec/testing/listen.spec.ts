import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ConfigurationError } from '../../lib/node.ts';
import { createCognito } from '../../lib/testing/testing.ts';
import { alice, CLIENT_ID, httpRequest } from './support.ts';

const forgot = httpRequest('ForgotPassword', { ClientId: CLIENT_ID, Username: 'alice' });

describe('listen', () => {
  it('listens on a free loopback port, or on the given host and port', async () => {
    const cognito = createCognito({ users: [alice] });
    const first = await cognito.listen();
    expect(first.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    await first.close();
    const port = Number(new URL(first.url).port);
    const second = await cognito.listen({ port, host: 'localhost' });
    expect(new URL(second.url).port).to.equal(String(port));
    expect((await fetch(second.url, forgot)).status).to.equal(200);
    await second.close();
    expect(cognito.messages).to.have.length(1);
  });

  it("rejects with Node's error if the port is taken", async () => {
    const cognito = createCognito();
    const { url, close } = await cognito.listen();
    const error = await cognito.listen({ port: Number(new URL(url).port) }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'EADDRINUSE');
    await close();
  });

  it('refuses an unknown option and an invalid port', async () => {
    const { listen } = createCognito();
    for (const [options, message] of [
      [{ hostname: 'localhost' }, 'listen: hostname is unknown; did you mean host?'],
      [{ port: 70_000 }, 'listen: port must be a whole number from 0 to 65535'],
    ] as const) {
      const error = await Reflect.apply(listen, undefined, [options]).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(ConfigurationError).and.to.have.property('message', message);
    }
  });

  it('closes stalled connections on close', async () => {
    const cognito = createCognito();
    const { url, close } = await cognito.listen();
    cognito.fail({ when: 'before', with: 'stall' });
    const stalled = fetch(url, forgot).catch((error: unknown) => error);
    while (!cognito.requests.length) await new Promise((resolve) => setImmediate(resolve));
    await close();
    expect(await stalled).to.be.instanceOf(TypeError);
  });

  it("sends the service's CORS headers", async () => {
    const cognito = createCognito({ users: [alice] });
    const { url, close } = await cognito.listen();
    const preflight = await fetch(url, { method: 'OPTIONS' });
    const answer = await fetch(url, forgot);
    await close();
    expect(preflight.headers.get('access-control-allow-headers')).to.equal(
      'content-type, x-amz-target, x-amz-user-agent',
    );
    expect(answer.headers.get('access-control-allow-origin')).to.equal('*');
    expect(cognito.requests).to.have.length(1);
  });

  it('leaves nothing that keeps the process alive, even after a stalled call', () => {
    const program = `
      import { createCognito } from ${JSON.stringify(new URL('../../lib/testing/testing.ts', import.meta.url).href)};
      const cognito = createCognito();
      cognito.fail({ when: 'after', with: 'stall' });
      cognito.fetch('https://cognito-idp.test/', { method: 'POST', headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' }, body: '{}' });
      const { close } = await cognito.listen();
      await close();
      console.log('done');`;
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, ['--import=tsx', '--input-type=module', '--eval', program], {
      cwd: root,
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect([stdout, status]).to.deep.equal(['done\n', 0]);
  });

  it('is refused on a platform other than Node', async () => {
    const { getBuiltinModule } = process;
    try {
      Object.defineProperty(process, 'getBuiltinModule', { value: undefined, configurable: true, writable: true });
      const error = await createCognito()
        .listen()
        .catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(error).to.include({
        code: 'ERR_CONFIGURATION_PLATFORM',
        message: 'listen works on Node only; use transport or fetch',
      });
    } finally {
      Object.defineProperty(process, 'getBuiltinModule', {
        value: getBuiltinModule,
        configurable: true,
        writable: true,
      });
    }
  });
});
