// A loopback stand-in for EC2's instance metadata service.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MetadataServer {
  readonly url: string;
  /** Each request: its method, path and the headers that matter. */
  readonly requests: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Answers the token's request with a token, and the region's with a text, or as a function says. */
export async function metadataServer(
  region: string | Answer,
  token: string | Answer = 'T0ken==',
): Promise<MetadataServer> {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const isToken = method === 'PUT' && url?.endsWith('/latest/api/token');
    const header = headers[isToken ? 'x-aws-ec2-metadata-token-ttl-seconds' : 'x-aws-ec2-metadata-token'];
    requests.push(`${method} ${url} ${header}`);
    const answer = isToken ? token : region;
    if (typeof answer === 'string') outgoing.end(answer);
    else answer(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
