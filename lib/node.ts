// The Node build: the names of index.ts, with what Node does otherwise in place of the web's.
export * from './index.ts';
export {
  ForgotPasswordClient,
  forgotPassword,
  resetForgottenPassword,
  resetForgottenPasswords,
} from './platform/node/build.ts';
