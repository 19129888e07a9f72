// The application that each toolchain bundles, and what it must print wherever it runs.
import type { OutputFormat, PackageBuild } from '../../package/bundlers.ts';

/** What the application prints. */
export interface Printed {
  readonly destination?: string;
  readonly batch?: readonly boolean[];
  /** Whether a call was tried through a proxy that does not listen; otherwise the text of its error. */
  readonly proxy?: string;
}

const load = (format: OutputFormat, names: string, specifier: string): string =>
  format === 'esm' ? `import { ${names} } from '${specifier}';` : `const { ${names} } = require('${specifier}');`;

/**
 * The source of the application. The Node build also opens a journal and asks for a proxy, both of which are loaded
 * when they are first needed, from files that a bundler may lose. Arguments: a service's URL, and a path for the journal.
 */
export function applicationFor(build: PackageBuild, format: OutputFormat, specifier: string): string {
  const names = 'ForgotPasswordClient, resetForgottenPasswords';
  const onNode = `
  const ok = [];
  const parameters = { ClientId: 'client', EndpointUrl: url, journal };
  for await (const result of resetForgottenPasswords(['bob', 'carol'], parameters)) ok.push(result.ok);
  printed.batch = ok;
  const behindProxy = new ForgotPasswordClient({ endpointUrl: url, proxyUrl: 'http://127.0.0.1:1', maxAttempts: 1 });
  const error = await behindProxy.forgotPassword({ ClientId: 'client', Username: 'dave' }).catch((thrown) => thrown);
  printed.proxy = error.message.includes('ECONNREFUSED') ? 'was asked for' : error.message;`;
  return `${load(format, names, specifier)}
async function main(url, journal) {
  const client = new ForgotPasswordClient({ endpointUrl: url });
  const { CodeDeliveryDetails } = await client.forgotPassword({ ClientId: 'client', Username: 'alice' });
  const printed = { destination: CodeDeliveryDetails.Destination };
  ${build === 'node' ? onNode : ''}
  console.log(JSON.stringify(printed));
}
main(...globalThis.process.argv.slice(2));
`;
}

/** What is wrong with what the application printed; nothing when all is well. */
export function complaintsAbout(printed: Printed, build: PackageBuild): string[] {
  const expected: Printed =
    build === 'node'
      ? { destination: 'a***@e***', batch: [true, true], proxy: 'was asked for' }
      : { destination: 'a***@e***' };
  return JSON.stringify(printed) === JSON.stringify(expected) ? [] : [`it printed ${JSON.stringify(printed)}`];
}
