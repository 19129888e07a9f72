// Traces calls with OpenTelemetry: a CLIENT span for each call, by the names that the AWS SDK's spans have, with the
// attempts as its events. The span is active within the call, so that what instruments HTTP puts its spans below it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { TracedAttempt, TracedCall } from 'cognito-forgot-password';

/** OpenTelemetry's own, with a store that a channel can bind. Give it to `provider.register()` or `new NodeSDK()`. */
export class ChannelContextManager extends AsyncLocalStorageContextManager {
  readonly store = new AsyncLocalStorage<Context>();

  override active(): Context {
    return this.store.getStore() ?? ROOT_CONTEXT;
  }

  override with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    active: Context,
    run: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.store.run(active, () => run.apply(thisArg, args));
  }
}

const errorType = (error: unknown): string => (error instanceof Error ? error.name : '_OTHER');

function attributesOf({ operation, endpoint, attempts, httpStatusCode, requestId, outcome }: TracedCall): Attributes {
  const { hostname = '', port = '', protocol = '' } = endpoint ? new URL(endpoint) : {};
  return {
    'rpc.system.name': 'aws-api',
    'rpc.method': `CognitoIdentityProvider/${operation}`,
    'aws.request_id': requestId,
    'cloud.region': /^cognito-idp(?:-fips)?\.([\w-]+)\./.exec(hostname)?.[1],
    'server.address': hostname || undefined,
    'server.port': endpoint ? Number(port || (protocol === 'https:' ? 443 : 80)) : undefined,
    'http.response.status_code': httpStatusCode,
    'http.request.resend_count': attempts > 1 ? attempts - 1 : undefined,
    'cognito.outcome': outcome,
  };
}

/** Traces the calls of all clients, until the function that it returns is called. */
export function traceCalls({ store }: ChannelContextManager, tracer: Tracer): () => void {
  const spans = new Map<number, Span>();
  const calls = tracingChannel<Context, TracedCall>('cognito-forgot-password:call');
  const attempts = tracingChannel<unknown, TracedAttempt>('cognito-forgot-password:attempt');

  calls.start.bindStore(store, ({ callId, operation }) => {
    const span = tracer.startSpan(`CognitoIdentityProvider.${operation}`, { kind: SpanKind.CLIENT });
    spans.set(callId, span);
    return trace.setSpan(context.active(), span);
  });

  const endCall = (message: unknown): void => {
    const call = message as TracedCall;
    const span = spans.get(call.callId);
    spans.delete(call.callId);
    if (!span) return;
    span.setAttributes(attributesOf(call));
    if (call.error !== undefined) {
      span.setAttribute('error.type', errorType(call.error));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  };
  const endAttempt = (message: unknown): void => {
    const { callId, attempt, outcome, httpStatusCode, error } = message as TracedAttempt;
    spans.get(callId)?.addEvent('attempt', {
      'cognito.attempt': attempt,
      'cognito.outcome': outcome,
      ...(httpStatusCode !== undefined && { 'http.response.status_code': httpStatusCode }),
      ...(error !== undefined && { 'error.type': errorType(error) }),
    });
  };

  calls.asyncEnd.subscribe(endCall);
  attempts.asyncEnd.subscribe(endAttempt);
  return () => {
    calls.start.unbindStore(store);
    calls.asyncEnd.unsubscribe(endCall);
    attempts.asyncEnd.unsubscribe(endAttempt);
  };
}
