// What an application exports of this package, as its declarations are written.
import {
  CallHistory,
  ForgotPasswordClient,
  forgotPassword,
  resetForgottenPassword,
  resetForgottenPasswords,
  UserNotFoundException,
} from 'cognito-forgot-password';

export const client = new ForgotPasswordClient({ region: 'eu-west-1', clientId: 'client' });
export const createClient = (region: string) => new ForgotPasswordClient({ region });
export const history = new CallHistory();
export const failure = new UserNotFoundException('User does not exist.');
export const send = (Username: string) => client.forgotPassword({ Username });
export const sendOnce = () => forgotPassword({ Username: 'alice', ClientId: 'client' });
export const destination = () =>
  resetForgottenPassword({ Username: 'alice', ClientId: 'client', Select: 'CodeDeliveryDetails.Destination' });
export const all = (usernames: string[]) => resetForgottenPasswords(usernames, { ClientId: 'client' });

export class PasswordService {
  readonly client = new ForgotPasswordClient();
  lastFailure = new UserNotFoundException('User does not exist.');
  close() {
    return this.client.close();
  }
}

export class CountingClient extends ForgotPasswordClient {
  calls = 0;
}
