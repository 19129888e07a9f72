// A program that makes one call and forgets its client: one-call.ts web|node URL.
import * as web from '../../lib/index.ts';
import * as node from '../../lib/node.ts';

const [, , build, endpointUrl] = process.argv;
const { ForgotPasswordClient } = build === 'node' ? node : web;
// Longer than any runner waits: a timer that is left behind would keep the process.
const limits = { requestTimeoutMs: 600_000, timeoutMs: 600_000, connectTimeoutMs: 600_000 };
const client = new ForgotPasswordClient({ endpointUrl, ...limits });
const { $metadata } = await client.forgotPassword({ ClientId: 'client1', Username: 'alice' });
process.stdout.write(`${$metadata.httpStatusCode}`);
