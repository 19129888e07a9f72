// The route itself: from request to response.
import type { ForgotPasswordError } from '../errors/base-error.ts';
import { isForgotPasswordError } from '../errors/errors.ts';
import { safely } from '../util/safely.ts';
import { answerInWindow, followCall, type ProgressEvent, waitForMultiple } from './answer-time.ts';
import { type AnswerName, answerTo } from './answers.ts';
import { type Checked, type ConfirmForm, confirmForm, type RequestForm, requestForm } from './forms.ts';
import { keyMaker } from './limiter-keys.ts';
import { type Limits, limitsOf, type Ruling } from './limits.ts';
import {
  type CallProgress,
  type ForgotPasswordHandlerOptions,
  type HandlerOperation,
  type HandlerSettings,
  optionError,
  settingsOf,
} from './options.ts';
import { corsHeaders, isForeign, preflightAnswer } from './origin.ts';
import { bodyKind, readFields } from './read-fields.ts';
import { respond } from './respond.ts';
import type { Surroundings } from './surroundings.ts';

/** Answers a request; never rejects. */
export type ForgotPasswordHandler = (request: Request) => Promise<Response>;

// The least time in which a failure that concerns everybody is waited for.
const LEAST_WINDOW_MS = 100;

/** What is answered, and with which headers beside those of every answer. */
interface Outcome {
  readonly answer: AnswerName;
  readonly headers?: Readonly<Record<string, string>>;
}

const refusalOf = (ruling: Extract<Ruling, { readonly isAllowed: false }>): Outcome => ({
  answer: ruling.answer,
  ...(ruling.retryAfterSeconds && { headers: { 'retry-after': `${ruling.retryAfterSeconds}` } }),
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** What an event of the client says of the time to answer. */
function progressOf({ type, outcome }: CallProgress): ProgressEvent | undefined {
  if (type === 'attempt-started') return { type };
  if (type !== 'retry-scheduled') return undefined;
  return { type: outcome === 'rejected' || outcome === 'not-sent' ? 'turned-away' : 'repeated' };
}

class Handler {
  readonly #settings: HandlerSettings;
  readonly #surroundings: Surroundings;
  readonly #limits: Limits;
  readonly #windowMs: number;

  constructor(options: ForgotPasswordHandlerOptions, surroundings: Surroundings) {
    this.#settings = settingsOf(options);
    this.#surroundings = surroundings;
    this.#windowMs = Math.max(LEAST_WINDOW_MS, this.#settings.minimumMs);
    const makeKey = keyMaker(this.#settings.limiterSecret, surroundings);
    this.#limits = limitsOf(this.#settings, makeKey, surroundings, (error, operation) =>
      this.#report(error, operation),
    );
  }

  async handle(request: Request): Promise<Response> {
    const operation = this.#operationOf(request);
    const preflight = operation && preflightAnswer(request, this.#originRule);
    if (preflight) return preflight;
    const { answer, headers } = await this.#answer(request, operation);
    return respond(request, answer, this.#settings.pages, { ...corsHeaders(request, this.#originRule), ...headers });
  }

  get #originRule() {
    return { allowedOrigins: this.#settings.allowedOrigins };
  }

  #operationOf({ url }: Request): HandlerOperation | undefined {
    const { pathname } = new URL(url);
    const { basePath } = this.#settings;
    if (pathname === (basePath || '/')) return 'ForgotPassword';
    return pathname === `${basePath}/confirm` ? 'ConfirmForgotPassword' : undefined;
  }

  async #answer(request: Request, operation: HandlerOperation | undefined): Promise<Outcome> {
    if (!operation) return { answer: 'notFound' };
    if (request.method !== 'POST') return { answer: 'methodNotAllowed', headers: { allow: 'POST' } };
    if (isForeign(request, this.#originRule)) return { answer: 'foreignOrigin' };
    if (!bodyKind(request)) return { answer: 'unsupportedType' };
    const ruling = await this.#limits.byAddress(request, operation);
    if (!ruling.isAllowed) return refusalOf(ruling);
    const read = await readFields(request, this.#settings.maxBodyBytes, this.#surroundings);
    if ('refusal' in read) return { answer: read.refusal };
    return operation === 'ForgotPassword'
      ? this.#limited(requestForm(read.fields), operation, (form) => this.#requestCode(form))
      : this.#limited(
          confirmForm(read.fields, (password) => this.#isAcceptable(password)),
          operation,
          (form) => this.#changePassword(form),
        );
  }

  /** Goes on with a form that may be sent, within the account's limit. */
  async #limited<Form extends RequestForm>(
    checked: Checked<Form>,
    operation: HandlerOperation,
    goOn: (form: Form) => Promise<AnswerName>,
  ): Promise<Outcome> {
    if ('refusal' in checked) return { answer: checked.refusal };
    const ruling = await this.#limits.byAccount(checked.form.username, operation);
    return ruling.isAllowed ? { answer: await goOn(checked.form) } : refusalOf(ruling);
  }

  async #requestCode({ username: Username }: RequestForm): Promise<AnswerName> {
    const { client } = this.#settings;
    const startedAt = this.#surroundings.now();
    const progress = followCall(startedAt, this.#surroundings);
    const onEvent = (event: CallProgress): void => {
      const told = progressOf(event);
      if (told) progress.tell(told);
    };
    const call = this.#attempt('ForgotPassword', 'accepted', () => client.forgotPassword({ Username }, { onEvent }));
    const isHandedOver = this.#handOver(
      call.then(() => {}),
      'ForgotPassword',
    );
    if (isHandedOver) return 'accepted';
    return answerInWindow(call, progress, startedAt, this.#windowMs, this.#surroundings);
  }

  async #changePassword({ username, code, password }: ConfirmForm): Promise<AnswerName> {
    const { client } = this.#settings;
    // Not earlier: who sends the body slowly must not choose where a multiple of the minimum ends.
    const startedAt = this.#surroundings.now();
    const request = { Username: username, ConfirmationCode: code, Password: password };
    const answer = await this.#attempt('ConfirmForgotPassword', 'changed', () => client.confirmForgotPassword(request));
    if (answer === 'changed') await this.#tellOfChange(username);
    await waitForMultiple(startedAt, this.#windowMs, this.#surroundings);
    return answer;
  }

  /** What the application says of a new password; where it fails to say, the service decides. */
  #isAcceptable(password: string): boolean {
    try {
      return this.#settings.checkPassword?.(password) ?? true;
    } catch (cause) {
      // The cause is left out: it may show the password.
      this.#report(optionError(`checkPassword failed with ${nameOf(cause)}`), 'ConfirmForgotPassword');
      return true;
    }
  }

  /** Makes a call; never rejects. */
  async #attempt(operation: HandlerOperation, success: AnswerName, call: () => Promise<unknown>): Promise<AnswerName> {
    try {
      await call();
      return success;
    } catch (error) {
      this.#report(
        isForgotPasswordError(error) ? error : optionError('The client failed with an error of another kind.', error),
        operation,
      );
      return answerTo(error, operation);
    }
  }

  /** The password is changed, whatever comes of telling the application. */
  async #tellOfChange(username: string): Promise<void> {
    const { onPasswordChanged } = this.#settings;
    if (!onPasswordChanged) return;
    const told = (async () => onPasswordChanged({ username }))().then(
      () => {},
      (cause: unknown) =>
        this.#report(
          optionError('onPasswordChanged failed. The password is changed; sign out sessions by hand.', cause),
          'ConfirmForgotPassword',
        ),
    );
    if (!this.#handOver(told, 'ConfirmForgotPassword')) await told;
  }

  /** Hands work over to the platform; `false` where the platform takes none, so that the answer waits for the work. */
  #handOver(work: Promise<void>, operation: HandlerOperation): boolean {
    const { waitUntil } = this.#settings;
    const report = (cause: unknown): void =>
      this.#report(
        optionError('waitUntil failed. Give a function such as (work) => ctx.waitUntil(work).', cause),
        operation,
      );
    try {
      const taken: unknown = waitUntil?.(work);
      Promise.resolve(taken).catch(report);
      return waitUntil !== undefined;
    } catch (cause) {
      report(cause);
      return false;
    }
  }

  #report(error: ForgotPasswordError, operation: HandlerOperation): void {
    const { onError } = this.#settings;
    if (onError) safely(() => onError(error, { operation }));
  }
}

/** Makes a handler; specs hand in surroundings of their own. */
export function createHandler(
  options: ForgotPasswordHandlerOptions,
  surroundings: Surroundings,
): ForgotPasswordHandler {
  const handler = new Handler(options, surroundings);
  return (request) => handler.handle(request);
}
