// The script of browser-page.html. A page can keep no secret: its app client must have none.
import { ForgotPasswordClient, isForgotPasswordError } from 'cognito-forgot-password';

const form = document.querySelector('form') as HTMLFormElement;
const output = form.querySelector('output') as HTMLOutputElement;
const { region, clientId, endpointUrl } = form.dataset;
const client = new ForgotPasswordClient({ region, clientId, endpointUrl });

async function request(username: string): Promise<string> {
  try {
    await client.forgotPassword({ Username: username });
  } catch (error) {
    if (!isForgotPasswordError(error)) throw error;
    if (error.code === 'ERR_REQUEST_INVALID') return 'This is no username.';
    if (error.outcome === 'unknown') return 'Look at your messages before you try again.';
  }
  return 'If there is such an account, a code is on its way.';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  output.value = await request(String(new FormData(form).get('username')));
});
