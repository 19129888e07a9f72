import { SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { expect } from 'chai';
import { ForgotPasswordClient } from '../../lib/node.ts';
import { type Answer, loopback, refusal, reset } from '../support/loopback.ts';
import { ChannelContextManager, traceCalls } from './opentelemetry.ts';

const CANARIES = { Username: 'canary-user', ConfirmationCode: '493817', Password: 'canary-Passw0rd!' };
const THROTTLED = refusal('TooManyRequestsException');
const DONE: Answer = { headers: { 'x-amzn-requestid': 'request-1' } };

describe('the example for OpenTelemetry', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let tracer: Tracer;
  let stop: () => void;

  before(() => {
    const contextManager = new ChannelContextManager();
    provider.register({ contextManager });
    tracer = provider.getTracer('spec');
    stop = traceCalls(contextManager, tracer);
  });
  afterEach(() => exporter.reset());
  after(async () => {
    stop();
    trace.disable();
    await provider.shutdown();
  });

  /** Calls a server with these answers; the spans that ended, and where the server was. */
  async function spansOf(
    answers: readonly Answer[],
    call: (client: ForgotPasswordClient) => Promise<unknown>,
  ): Promise<{ readonly spans: readonly ReadableSpan[]; readonly port: number }> {
    await using server = await loopback(...answers);
    await using client = new ForgotPasswordClient({ endpointUrl: server.url, clientId: 'client1' });
    await call(client).catch(() => {});
    return { spans: exporter.getFinishedSpans(), port: Number(new URL(server.url).port) };
  }

  const ask = (client: ForgotPasswordClient): Promise<unknown> => client.forgotPassword(CANARIES_OF_ASKING);
  const CANARIES_OF_ASKING = { Username: CANARIES.Username };

  it('makes one CLIENT span for a call, with the names of the AWS SDK', async () => {
    const { spans, port } = await spansOf([DONE], ask);
    expect(spans).to.have.lengthOf(1);
    const [span] = spans;
    expect(span).to.include({ name: 'CognitoIdentityProvider.ForgotPassword', kind: SpanKind.CLIENT });
    expect(span?.status.code).to.equal(SpanStatusCode.UNSET);
    expect(span?.attributes).to.deep.equal({
      'rpc.system.name': 'aws-api',
      'rpc.method': 'CognitoIdentityProvider/ForgotPassword',
      'aws.request_id': 'request-1',
      'server.address': '127.0.0.1',
      'server.port': port,
      'http.response.status_code': 200,
      'cognito.outcome': 'accepted',
    });
  });

  it('adds an event for each attempt, and counts those after the first', async () => {
    const { spans } = await spansOf([THROTTLED, DONE], ask);
    expect(spans).to.have.lengthOf(1);
    expect(spans[0]?.attributes['http.request.resend_count']).to.equal(1);
    expect(spans[0]?.events.map(({ name, attributes }) => ({ name, ...attributes }))).to.deep.equal([
      {
        name: 'attempt',
        'cognito.attempt': 1,
        'cognito.outcome': 'rejected',
        'http.response.status_code': 400,
        'error.type': 'TooManyRequestsException',
      },
      { name: 'attempt', 'cognito.attempt': 2, 'cognito.outcome': 'accepted', 'http.response.status_code': 200 },
    ]);
  });

  for (const [answer, type, outcome, status] of [
    [refusal('NotAuthorizedException'), 'NotAuthorizedException', 'rejected', 400],
    [{ status: 503 }, 'ResponseError', 'unknown', 503],
    [reset, 'TransportError', 'unknown', undefined],
  ] as const) {
    it(`marks the span of a call that fails with a ${type} as an error`, async () => {
      const { spans } = await spansOf([answer], ask);
      expect(spans).to.have.lengthOf(1);
      expect(spans[0]?.status).to.deep.equal({ code: SpanStatusCode.ERROR });
      expect(spans[0]?.attributes).to.include({ 'error.type': type, 'cognito.outcome': outcome });
      expect(spans[0]?.attributes['http.response.status_code']).to.equal(status);
      expect(spans[0]?.events).to.have.lengthOf(1);
    });
  }

  it('puts the span below the one that is active where the call is made', async () => {
    const { spans } = await spansOf([DONE], (client) =>
      tracer.startActiveSpan('request', async (parent) => {
        await ask(client);
        parent.end();
      }),
    );
    const [call, parent] = spans;
    expect(parent?.name).to.equal('request');
    expect(call?.parentSpanContext?.spanId).to.equal(parent?.spanContext().spanId);
  });

  it('makes the span of the call the parent of what is traced within it', async () => {
    const { spans } = await spansOf([DONE], (client) =>
      client.forgotPassword(CANARIES_OF_ASKING, {
        onEvent: ({ type }) => {
          if (type === 'response-received') tracer.startSpan('within').end();
        },
      }),
    );
    const [within, call] = spans;
    expect(within?.name).to.equal('within');
    expect(within?.parentSpanContext?.spanId).to.equal(call?.spanContext().spanId);
  });

  it('exports no username, code or password, whatever the service says of them', async () => {
    const said = refusal('CodeMismatchException', `No: ${Object.values(CANARIES).join(' ')}`);
    const { spans } = await spansOf([said], (client) => client.confirmForgotPassword(CANARIES));
    expect(spans[0]?.name).to.equal('CognitoIdentityProvider.ConfirmForgotPassword');
    const exported = JSON.stringify(
      spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    );
    for (const canary of Object.values(CANARIES)) expect(exported).not.to.include(canary);
  });
});
