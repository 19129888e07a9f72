import { expect } from 'chai';
import { collect, describeCmdlet, rejectionOf } from '../support/cmdlet.ts';
import { accepting, answersOf, details, knowing, watched, withCognito } from '../support/cognito.ts';
import { withLoopback } from '../support/loopback.ts';

describeCmdlet('a pipeline', (useBench) => {
  it('takes strings by value, and yields one result per record, in order', () =>
    useBench(async ({ lib, base }) => {
      const results = await collect(lib.resetForgottenPasswords(['alice', 'bob'], base));
      expect(results).to.deep.equal([
        { index: 0, input: 'alice', ok: true, output: details },
        { index: 1, input: 'bob', ok: true, output: details },
      ]);
    }));

  it('takes objects by property name, in any case, beside the shared parameters', () =>
    useBench(async ({ lib, base, service }) => {
      const records = [
        { username: 'alice', CLIENTID: 'client1', select: '^clientid' },
        { Username: 'bob', UserContextData_IpAddress: '192.0.2.1', Select: null },
      ];
      const results = await collect(lib.resetForgottenPasswords(records, base));
      expect(results.map((result) => result.ok && result.output)).to.deep.equal(['client1', details]);
      expect(service.requests.map(({ members }) => members)).to.deep.equal([
        { ClientId: 'client1', Username: 'alice' },
        { ClientId: 'client1', Username: 'bob', UserContextData: { IpAddress: '192.0.2.1' } },
      ]);
    }));

  it('sends a record to an endpoint of its own', () =>
    useBench(({ lib, base, service }) =>
      withCognito(accepting, async (other) => {
        const records = [{ Username: 'alice' }, { Username: 'bob', EndpointUrl: other.url }];
        const shared = { ClientId: 'client1', ClientConfig: { endpointUrl: base.EndpointUrl } };
        await collect(lib.resetForgottenPasswords(records, shared));
        expect([service.requests.length, other.requests.length]).to.deep.equal([1, 1]);
      }),
    ));

  it('goes on after a record that fails, whatever is wrong with it', () =>
    useBench(async ({ lib, base }) => {
      const unreadable = new lib.ConfigurationError('Line 5 is no record');
      const records = [
        'nobody',
        'a b',
        { Usernam: 'alice' },
        { Username: 'alice', Username_: '', EndpointUrl: base.EndpointUrl },
        { Username: 'alice', username: 'bob' },
        { Username: 'alice', Select: 'nothing' },
        { Username: 'alice', EndpointUrl: 'ftp://user-canary@example.com' },
        { Username: 'alice', onMessage: () => {} },
        7,
        null,
        ['alice'],
        unreadable,
        'alice',
      ];
      const shared = { ClientId: 'client1', ClientConfig: { endpointUrl: base.EndpointUrl } };
      const results = await collect(lib.resetForgottenPasswords(records, shared));
      expect(results.map((result) => (result.ok ? 'ok' : Object(result.error).name))).to.deep.equal([
        'UserNotFoundException',
        'RequestValidationError',
        'RequestValidationError',
        'RequestValidationError',
        'RequestValidationError',
        'RequestValidationError',
        'ConfigurationError',
        'RequestValidationError',
        'RequestValidationError',
        'RequestValidationError',
        'RequestValidationError',
        'ConfigurationError',
        'ok',
      ]);
      expect(results.map(({ index }) => index)).to.deep.equal(records.map((_record, index) => index));
      expect(results[11]).to.have.property('error', unreadable);
    }, knowing('alice')));

  it('reads its source only as fast as it sends', () =>
    useBench(async ({ lib, base, service }) => {
      let read = 0;
      async function* source() {
        for (const user of ['a', 'b', 'c']) {
          read++;
          yield user;
        }
      }
      for await (const { index } of lib.resetForgottenPasswords(source(), base)) {
        expect([read, service.requests.length]).to.deep.equal([index + 1, index + 1]);
      }
    }));

  it('closes its source when the caller stops early', () =>
    useBench(async ({ lib, base, service }) => {
      let isClosed = false;
      function* source() {
        try {
          yield* ['a', 'b', 'c'];
        } finally {
          isClosed = true;
        }
      }
      for await (const _result of lib.resetForgottenPasswords(source(), base)) break;
      expect(isClosed).to.equal(true);
      expect(service.requests).to.have.length(1);
    }));

  it('keeps its connections for records that go the same way', () =>
    useBench(({ lib, service, base: { ClientId } }) =>
      withLoopback([answersOf(service)], async ({ url, connections }) => {
        await collect(lib.resetForgottenPasswords([...'abcdefghij'], { ClientId, EndpointUrl: url }));
        expect(service.requests).to.have.length(10);
        // A second one, as a request may go out just before the connection of the last one is free again.
        expect(connections()).to.be.at.most(2);
      }),
    ));

  it("passes on its source's own error", () =>
    useBench(async ({ lib, base, service }) => {
      const failure = new Error('the file is gone');
      async function* source() {
        yield 'a';
        throw failure;
      }
      expect(await rejectionOf(collect(lib.resetForgottenPasswords(source(), base)))).to.equal(failure);
      expect(service.requests).to.have.length(1);
    }));

  it('ends with the reason of an aborted signal, after the result of the record under way', () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    return useBench(
      async ({ lib, base, service }) => {
        const ClientConfig = { transport: watched(service, () => controller.abort(reason)) };
        const parameters = { ...base, ClientConfig, signal: controller.signal };
        const pipeline = lib.resetForgottenPasswords(['a', 'b'], parameters);
        expect((await pipeline.next()).value).to.deep.equal({ index: 0, input: 'a', ok: false, error: reason });
        expect(await rejectionOf(pipeline.next())).to.equal(reason);
        expect(service.requests).to.have.length(1);
      },
      { faults: [{ when: 'before', with: 'stall' }] },
    );
  });

  for (const [what, source, parameters] of [
    ['a source that is a string', 'alice', {}],
    ['a source that is none', 7, {}],
    ['an unknown shared parameter', [], { Usernam: 'a' }],
    ['a shared Select that names nothing', [], { Select: 'x' }],
    ['PassThru beside Select', [], { Select: '*', PassThru: true }],
  ] as const) {
    it(`is refused at once: ${what}`, () =>
      useBench(async ({ lib, base }) => {
        const call = collect(lib.resetForgottenPasswords(source as never, { ...base, ...parameters } as never));
        expect(await rejectionOf(call)).to.be.instanceOf(lib.RequestValidationError);
      }));
  }
});
