// The types that Select gives to what the cmdlet returns: `npm run typecheck` fails where one is different.
import {
  type CodeDeliveryDetailsType,
  type ForgotPasswordOutput,
  type RecordResult,
  type ResponseMetadata,
  resetForgottenPassword,
  resetForgottenPasswords,
} from '../../lib/node.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only where the value has exactly the type. */
function is<Expected>() {
  return <Actual>(_value: Promise<Actual>, ..._same: Equal<Actual, Expected> extends true ? [] : [never]): void => {};
}

const base = { Username: 'alice', ClientId: 'client1' } as const;

export function outputs(select: string, flag: boolean): void {
  is<CodeDeliveryDetailsType | undefined>()(resetForgottenPassword(base));
  is<CodeDeliveryDetailsType | undefined>()(resetForgottenPassword({ ...base, Select: 'CodeDeliveryDetails' }));
  is<ForgotPasswordOutput>()(resetForgottenPassword({ ...base, Select: '*' }));
  is<string | undefined>()(resetForgottenPassword({ ...base, Select: 'CodeDeliveryDetails.Destination' }));
  is<string | undefined>()(resetForgottenPassword({ ...base, Select: 'codedeliverydetails.destination' }));
  is<ResponseMetadata>()(resetForgottenPassword({ ...base, Select: '$metadata' }));
  is<number>()(resetForgottenPassword({ ...base, Select: '$metadata.attempts' }));
  is<string>()(resetForgottenPassword({ ...base, Select: '^Username' }));
  is<string>()(resetForgottenPassword({ ...base, Select: '^USERNAME' }));
  is<string | null | undefined>()(resetForgottenPassword({ ...base, Select: '^ClientId' }));
  is<unknown>()(resetForgottenPassword({ ...base, Select: select }));
  is<string>()(resetForgottenPassword({ ...base, PassThru: true }));
  is<string | CodeDeliveryDetailsType | undefined>()(resetForgottenPassword({ ...base, PassThru: flag }));
  is<ForgotPasswordOutput | undefined>()(resetForgottenPassword({ ...base, Select: '*', WhatIf: true }));
  is<string | undefined>()(resetForgottenPassword({ ...base, Select: '^Username', Confirm: flag }));
  is<ForgotPasswordOutput>()(resetForgottenPassword({ ...base, Select: '*', WhatIf: false, Confirm: false }));

  // @ts-expect-error A parameter of that name does not exist.
  resetForgottenPassword({ ...base, Usernam: 'alice' });
  // @ts-expect-error A username is a text.
  resetForgottenPassword({ Username: 1 });
}

export async function results(): Promise<void> {
  for await (const result of resetForgottenPasswords(['alice'], { ClientId: 'client1', Select: '*' })) {
    const exact: Equal<typeof result, RecordResult<'alice', ForgotPasswordOutput>> = true;
    if (!exact || !result.ok || result.skipped) return;
    const { attempts }: ResponseMetadata = result.output.$metadata;
    if (attempts) return;
  }
  for await (const result of resetForgottenPasswords([{ Username: 'a', Select: '^ClientId' }], base)) {
    const output: Equal<Extract<typeof result, { ok: true }>['output'], unknown> = true;
    if (!output) return;
  }
}
