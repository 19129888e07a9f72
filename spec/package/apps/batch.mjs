// An application that resets many passwords and imports no exception class. Arguments: the parameters of the batch and
// the users, both as JSON. It prints the results, and how the batch ended.
import { resetForgottenPasswords } from 'cognito-forgot-password';

const [parameters, usernames] = globalThis.process.argv.slice(2).map((argument) => JSON.parse(argument));
const printed = { results: [] };
try {
  for await (const result of resetForgottenPasswords(usernames, parameters)) printed.results.push(result);
} catch (error) {
  printed.endedWith = error;
}
console.log(JSON.stringify(printed));
