// The texts of --help after a command's name.

/** What `confirm` does. */
export const CONFIRM_INTRODUCTION = `Usage: cognito-forgot-password confirm USERNAME [options]

Sets a user's new password with the code that Cognito sent. Prints nothing
unless --select names something.`;

/** What `confirm` ends with. */
export const CONFIRM_EXIT_CODES = `Exit codes: 0 the password is changed, 1 rejected, 2 usage, 3 configuration,
  4 transport, or unknown whether the password was changed, 130 Ctrl-C,
  143 SIGTERM, 129 SIGHUP, 141 output closed`;

const CONFIRM = `${CONFIRM_INTRODUCTION}
  --confirmation-code CODE  the code; without it, the command asks for it
  --password-file PATH      file whose one line is the new password; - is
                            standard input. Without it, the command asks on
                            the terminal, hidden and twice
  --client-id, --region, --client-secret-file and the other client options are
  those of the main command; all of them: confirm --help --all
Examples:
  cognito-forgot-password confirm alice --client-id ID --region eu-west-1
  cognito-forgot-password confirm alice --client-id ID \\
    --confirmation-code 123456 --password-file password.txt
  pass show alice | cognito-forgot-password confirm alice --client-id ID \\
    --confirmation-code 123456 --password-file -
${CONFIRM_EXIT_CODES}
For a user named confirm: cognito-forgot-password --username confirm
`;

const JOURNAL = `Usage: cognito-forgot-password journal FILE [options]

Counts the records of a journal by outcome, and says whether it is intact and
what a rerun would send. It sends nothing, and does not change FILE.
  --salvage NEW          write to NEW an intact journal with all that is certain
                         in FILE; in NEW, every other user is unknown, even one
                         who is not in FILE
  --output FORMAT        format of the result: json (default) or text
  --error-format FORMAT  format of standard error: text (default) or json
  -h, --help             show this help
Examples:
  cognito-forgot-password journal run.journal
  cognito-forgot-password journal run.journal --salvage sound.journal
Exit codes: 0 intact or salvaged, 2 usage, 3 corrupt, or not a journal
For a user named journal: cognito-forgot-password --username journal
`;

const texts = { confirm: CONFIRM, journal: JOURNAL } as const;

/** A command beside the one that sends codes. */
export type Command = keyof typeof texts;

/** The text of --help after a command's name. */
export function commandHelp(command: Command): string {
  return texts[command];
}
