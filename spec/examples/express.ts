import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';
import express from 'express';

// On Node, region, endpoint, proxy and others come from the environment and the shared AWS files.
const client = new ForgotPasswordClient({ clientId: process.env.COGNITO_CLIENT_ID });

export const app = express();
app.use(express.json());

app.post('/forgot-password', async (request, response) => {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    await client.forgotPassword({ Username: request.body.username }, { signal: gone.signal });
  } catch (error) {
    if (gone.signal.aborted) return;
    if (!isForgotPasswordError(error)) throw error;
    if (error.code === 'ERR_REQUEST_INVALID') {
      response.status(400).send('This is no username.');
      return;
    }
    console.error(JSON.stringify(error));
  }
  response.status(202).send('If there is such an account, a code is on its way.');
});
