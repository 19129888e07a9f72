// The route in Hono, on any runtime.
import { ForgotPasswordClient } from 'cognito-forgot-password';
import { createForgotPasswordHandler, memoryLimiter } from 'cognito-forgot-password/handler';
import { Hono } from 'hono';

const client = new ForgotPasswordClient({ clientId: process.env.COGNITO_CLIENT_ID });
const handle = createForgotPasswordHandler({ client, limiter: memoryLimiter() });

export const app = new Hono();
// Both steps: Hono's `*` also stands for nothing.
app.all('/forgot-password/*', (context) => handle(context.req.raw));
