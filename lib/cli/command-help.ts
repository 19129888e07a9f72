// The texts of --help after a command's name.

/** What `confirm` does. */
export const CONFIRM_INTRODUCTION = `Usage: cognito-forgot-password confirm USERNAME [options]

Sets a user's new password with the code that the user was sent, and prints
nothing but what --select asks for.`;

/** What `confirm` ends with. */
export const CONFIRM_EXIT_CODES = `Exit codes: 0 the password is changed, 1 rejected, 2 usage, 3 configuration,
  4 transport, or unknown whether the password was changed, 130 Ctrl-C,
  143 SIGTERM, 129 SIGHUP, 141 output closed`;

const CONFIRM = `${CONFIRM_INTRODUCTION}
  --confirmation-code CODE  the code; without it, the command asks for it
  --password-file PATH      holds the new password; - is standard input, and one
                            newline at the end is cut. Without it, the command
                            asks on the terminal, hidden and twice
  --client-id, --region, --client-secret-file and the other client options are
  those of the first command; all of them: confirm --help --all
Examples:
  cognito-forgot-password confirm alice --client-id ID --region eu-west-1
  cognito-forgot-password confirm alice --client-id ID \\
    --confirmation-code 123456 --password-file password.txt
  pass show alice | cognito-forgot-password confirm alice --client-id ID \\
    --confirmation-code 123456 --password-file -
${CONFIRM_EXIT_CODES}
A user of the name confirm: cognito-forgot-password --username confirm
`;

const JOURNAL = `Usage: cognito-forgot-password journal FILE [options]

Tells what a journal holds by outcome, whether it is intact, and what a rerun
would send. It sends nothing, and leaves FILE as it is.
  --salvage NEW          writes a sound journal NEW with all that FILE still
                         tells for certain; everything else is unknown in it,
                         also users who are not in FILE
  --output FORMAT        of the result: json (default) or text
  --error-format FORMAT  of standard error: text (default) or json
  -h, --help             shows this help
Examples:
  cognito-forgot-password journal run.journal
  cognito-forgot-password journal run.journal --salvage sound.journal
Exit codes: 0 intact or salvaged, 2 usage, 3 corrupt, or not a journal
A user of the name journal: cognito-forgot-password --username journal
`;

const texts = { confirm: CONFIRM, journal: JOURNAL } as const;

/** A command beside the one that sends codes. */
export type Command = keyof typeof texts;

/** The text of --help after a command's name. */
export function commandHelp(command: Command): string {
  return texts[command];
}
