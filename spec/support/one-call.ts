// A program that makes one call and forgets its client: one-call.ts web|node URL.
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';

const [, , build, endpointUrl] = process.argv;
const { ForgotPasswordClient } = build === 'node' ? node : web;
const client = new ForgotPasswordClient({ endpointUrl });
const { $metadata } = await client.forgotPassword({ ClientId: 'client1', Username: 'alice' });
process.stdout.write(`${$metadata.httpStatusCode}`);
