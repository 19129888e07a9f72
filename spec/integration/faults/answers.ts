// What the service answers to each operation, as far as the operations differ.
import type { OperationName } from '../../../lib/operations/operation.ts';

/** The operations that can be sent into the faults. */
export const operations = ['ForgotPassword', 'ConfirmForgotPassword'] as const satisfies readonly OperationName[];

/** The service's answers to one operation. */
export interface Answers {
  /** The body of a success. */
  readonly accepted: string;
  /** JSON that is not what the operation answers. */
  readonly misshapen: string;
  /** The names of refusals, which prove that the service did not act. */
  readonly refusals: readonly string[];
  /** The names of client faults that the service answers with before it acts as well as after. */
  readonly ambiguous: readonly string[];
}

/** The answers by operation. */
export const answersTo: Readonly<Record<OperationName, Answers>> = {
  ForgotPassword: {
    accepted: JSON.stringify({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    }),
    misshapen: '{"CodeDeliveryDetails":7}',
    refusals: ['NotAuthorizedException', 'LimitExceededException', 'CodeDeliveryFailureException'],
    ambiguous: [],
  },
  ConfirmForgotPassword: {
    accepted: '{}',
    misshapen: '"changed"',
    // ExpiredCodeException is also what a code that has been used gets.
    refusals: ['CodeMismatchException', 'ExpiredCodeException', 'InvalidPasswordException', 'LimitExceededException'],
    // The trigger that these come from runs after the password was saved.
    ambiguous: ['UnexpectedLambdaException', 'UserLambdaValidationException', 'InvalidLambdaResponseException'],
  },
};
