// The route in a Cloudflare Worker, with its rate limit binding. In wrangler.toml:
//
//   [[ratelimits]]
//   name = "ADDRESS_LIMITER"
//   namespace_id = "1001"
//   simple = { limit = 10, period = 60 }
//
//   [[ratelimits]]
//   name = "ACCOUNT_LIMITER"
//   namespace_id = "1002"
//   simple = { limit = 2, period = 60 }
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createForgotPasswordHandler, type Limiter } from 'cognito-forgot-password/handler';

/** A binding of the kind `ratelimit`. */
interface RateLimit {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

interface Environment {
  readonly AWS_REGION: string;
  readonly COGNITO_CLIENT_ID: string;
  readonly COGNITO_CLIENT_SECRET?: string;
  /** The same for all isolates: `wrangler secret put LIMITER_SECRET`. */
  readonly LIMITER_SECRET: string;
  readonly ADDRESS_LIMITER: RateLimit;
  readonly ACCOUNT_LIMITER: RateLimit;
  /** Only to try it against an emulator. */
  readonly AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER?: string;
}

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

// A binding counts for 10 or 60 seconds, in one location, by the limit of its configuration. So the account's limit is two a
// minute instead of five an hour; where that is too many, count in a Durable Object.
const bindingLimiter = ({ ADDRESS_LIMITER, ACCOUNT_LIMITER }: Environment): Limiter => ({
  async consume(key, { windowSeconds }) {
    const { success } = await (windowSeconds === 60 ? ADDRESS_LIMITER : ACCOUNT_LIMITER).limit({ key });
    return { allowed: success, retryAfterSeconds: 60 };
  },
});

export default {
  fetch(request: Request, environment: Environment, context: ExecutionContext): Promise<Response> {
    const client = new ForgotPasswordClient({
      region: environment.AWS_REGION,
      clientId: environment.COGNITO_CLIENT_ID,
      clientSecret: environment.COGNITO_CLIENT_SECRET,
      endpointUrl: environment.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER,
    });
    const handle = createForgotPasswordHandler({
      client,
      limiter: bindingLimiter(environment),
      limiterSecret: environment.LIMITER_SECRET,
      clientIp: ({ headers }) => headers.get('cf-connecting-ip'),
      // Without it, the Worker may end what is in flight with the answer.
      waitUntil: (work) => context.waitUntil(work),
    });
    return handle(request);
  },
};
