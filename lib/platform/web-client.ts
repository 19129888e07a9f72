// The client of the web build: one call, from request to answer, in as few bytes as it takes. That of the Node build, in as
// little time as it takes, is in node-call.ts. What both decide with is shared, and the specs hold both to one behaviour.

import { backoffMs } from '../client/backoff.ts';
import type { CallOptions } from '../client/call-options.ts';
import type {
  ForgotPasswordClient as Client,
  ForgotPasswordClientConstructor,
  ForgotPasswordInput,
  ForgotPasswordOutput,
} from '../client/client.ts';
import { callOptions, clientOptions, type ForgotPasswordClientConfig } from '../client/config.ts';
import { throttling } from '../client/decide.ts';
import type { ClientEvent } from '../client/events.ts';
import type { Transport, TransportResponse } from '../client/transport.ts';
import { type Outcome, RequestValidationError, ResponseError, type ResponseMetadata } from '../errors/errors.ts';
import { transportError } from '../errors/transport-failure.ts';
import { target } from '../operations/forgot-password.ts';
import { endpointOf } from '../protocol/endpoint.ts';
import { errorOf, requestIdOf, withoutProto } from '../protocol/reply.ts';
import { hmacSha256 } from '../protocol/secret-hash.ts';
import { checked } from '../schema/check.ts';
import { forgotPasswordRequest, forgotPasswordResponse } from '../schema/generated/rules.ts';
import type { ForgotPasswordRequest } from '../schema/generated/types.ts';
import { VERSION } from '../schema/generated/version.ts';
import { safely } from '../util/safely.ts';
import { within } from '../util/within.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

// The global fetch as it is at the time of the call. Deno's would send a text once more by itself when a kept connection
// breaks before the answer, but sends a Blob once.
const globalFetch: Transport = (url, request) =>
  fetch(url, (globalThis as { Deno?: unknown }).Deno ? { ...request, body: new Blob([request.body]) } : request);

/** What the JSON of a body says; null where it is none. */
const bodyOf = async (response: TransportResponse, maxBytes: number): Promise<unknown> => {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder(undefined, { fatal: true });
  const chunks: Uint8Array[] = [];
  // React Native has no streams, and can only be held to the limit afterwards.
  const text = reader ? '' : await response.text();
  let size = text.length;
  for (
    let chunk: Uint8Array | undefined;
    size <= maxBytes && (chunk = (await reader?.read())?.value);
    size += chunk.length
  ) {
    chunks.push(chunk);
  }
  if (size > maxBytes) throw new ResponseError('response_too_large', 'too large');
  try {
    return JSON.parse(
      chunks.reduce((whole, chunk) => whole + decoder.decode(chunk, { stream: true }), text) + decoder.decode(),
      withoutProto,
    );
  } catch {
    return null;
  }
};

/** Calls ForgotPassword with the platform's `fetch`. */
export const ForgotPasswordClient: ForgotPasswordClientConstructor = class implements Client {
  // Of the retry quota: see ../client/quota.ts.
  #tokens = 500;
  readonly #config: ForgotPasswordClientConfig;

  constructor(options: ForgotPasswordClientConfig = {}) {
    const config: ForgotPasswordClientConfig = { ...checked(clientOptions, options) };
    this.#config = config;
    // What is wrong is said at once; what is missing, when it is missed.
    if (config.endpointUrl || config.userPoolId || config.region) endpointOf(config);
  }

  async forgotPassword(input: ForgotPasswordInput, options: CallOptions = {}): Promise<ForgotPasswordOutput> {
    const config: ForgotPasswordClientConfig & CallOptions = { ...this.#config, ...checked(callOptions, options) };
    const {
      timeoutMs = 60_000,
      requestTimeoutMs = 15_000,
      maxResponseBytes = 262_144,
      transport = globalFetch,
      clientSecret = '',
      signal,
      maxAttempts = 3,
      onEvent,
    } = config;
    const startedAt = performance.now();
    const $metadata: Mutable<ResponseMetadata> = { attempts: 0, totalRetryDelay: 0 };
    const elapsedMs = (): number => performance.now() - startedAt;
    const emit = (type: ClientEvent['type'], details?: object): unknown =>
      safely(() => onEvent?.({ type, ...$metadata, ...details } as ClientEvent));
    let cost = 1;
    let end: { response?: ForgotPasswordOutput; error?: unknown } = {};
    let outcome: 'accepted' | Outcome = 'not-sent';
    const secrets = [clientSecret];
    try {
      const members = checked(forgotPasswordRequest, input, 'request_invalid', RequestValidationError, {
        ClientId: config.clientId,
      }) as unknown as Mutable<ForgotPasswordRequest>;
      if (clientSecret) members.SecretHash ||= await hmacSha256(members.Username + members.ClientId, clientSecret);
      const endpoint = endpointOf(config);
      while (!signal?.aborted) {
        const before: 'accepted' | Outcome = outcome;
        let response = undefined as TransportResponse | undefined;
        try {
          ++$metadata.attempts;
          emit('attempt-started', { endpoint });
          const body = await within(signal, Math.min(requestTimeoutMs, timeoutMs - elapsedMs()), async (ending) => {
            outcome = 'unknown';
            response = await transport(endpoint, {
              headers: {
                'content-type': 'application/x-amz-json-1.1',
                'x-amz-target': target,
                'x-amz-user-agent': `cognito-forgot-password/${VERSION} ua/2.1 os/other lang/js${config.appId ? ` app/${config.appId.replace(/[^!#-'*+.^`|~\w-]/g, '-')}` : ''}`,
              },
              redirect: 'manual',
              body: JSON.stringify(members, (_name, value) => {
                if (typeof value === 'string') secrets.push(value);
                return value;
              }),
              method: 'POST',
              signal: ending,
            });
            return bodyOf(response, maxResponseBytes);
          });
          if (body === undefined) throw transportError(body, response ? 'response' : 'request', 'timeout');
          const { headers, status } = response as TransportResponse;
          $metadata.httpStatusCode = status;
          $metadata.requestId = requestIdOf(headers);
          emit('response-received');
          if (status >= 400) throw errorOf(status, headers, Object(body), secrets);
          // Status 0 is how fetch hides a redirect that it was told not to follow.
          if (!status || status >= 300) throw new ResponseError('response_redirect', 'redirect');
          end = {
            response: { ...checked(forgotPasswordResponse, body, 'response_invalid', ResponseError), $metadata },
          };
          outcome = 'accepted';
          this.#tokens = Math.min(500, this.#tokens + cost);
          return end.response as ForgotPasswordOutput;
        } catch (cause) {
          if (signal?.aborted) break;
          // What a custom transport brings may be no reply at all.
          const error = transportError(cause, response ? 'response' : 'request');
          // What an earlier attempt may have done, a later one does not undo.
          if (before !== 'unknown') outcome = error.outcome;
          Object.assign(error, { $metadata, outcome });
          cost = throttling.test(response?.status + error.name) ? 5 : 14;
          const delayMs = backoffMs($metadata.attempts, cost === 5, response?.headers);
          if (
            // As mayRepeat says, in fewer bytes.
            !error.retryable ||
            (outcome === 'unknown' && config.delivery !== 'at-least-once') ||
            $metadata.attempts >= maxAttempts ||
            delayMs >= timeoutMs - elapsedMs() ||
            cost > this.#tokens
          )
            throw error;
          this.#tokens -= cost;
          emit('retry-scheduled', { errorName: error.name, delayMs });
          await within(signal, delayMs);
          $metadata.totalRetryDelay += delayMs;
        }
      }
      throw 'reason' in signal ? signal.reason : Object.assign(Error('aborted'), { name: 'AbortError' });
    } catch (error) {
      end = { error };
      throw error;
    } finally {
      const durationMs = elapsedMs();
      emit('call-finished', { errorName: (end.error as Error | undefined)?.name, durationMs, outcome });
      safely(() => config.history?.record({ durationMs, attempts: $metadata.attempts, request: input, ...end }));
    }
  }

  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
};
/** A client: keeps retry quota and settings from call to call. */
export interface ForgotPasswordClient extends Client {}
