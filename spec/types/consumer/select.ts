// What Select takes.
import { resetForgottenPassword, resetForgottenPasswords } from 'cognito-forgot-password';

const base = { Username: 'alice', ClientId: 'client' } as const;

export const attempts: Promise<number> = resetForgottenPassword({ ...base, Select: '$metadata.attempts' });
export const inAnyCase: Promise<string> = resetForgottenPassword({ ...base, Select: '^username' });
export const fromText = (Select: string): Promise<unknown> => resetForgottenPassword({ ...base, Select });

export const wrong = resetForgottenPassword({
  ...base,
  // @ts-expect-error There is no such property, which is said here.
  Select: 'CodeDeliveryDetail',
});
export const wrongParameter = resetForgottenPassword({
  ...base,
  // @ts-expect-error There is no such parameter.
  Select: '^User',
});
export const wrongInBatch = resetForgottenPasswords(['alice'], {
  ClientId: 'client',
  // @ts-expect-error There is no such property.
  Select: '$metadata.attempt',
});
