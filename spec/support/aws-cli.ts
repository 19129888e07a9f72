// The AWS CLI, where the machine has it: what it sends for the same parameters is what ours must send.
import { execFile, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { type ReceivedRequest, withLoopback } from './loopback.ts';

/** A request, as far as it must be the same whoever sends it. */
export interface ComparableRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly target: string | undefined;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

/** The parts of a request that must be the same. */
export function comparable({ method, url, headers, body }: ReceivedRequest): ComparableRequest {
  return {
    method,
    path: url,
    target: headers['x-amz-target'] as string | undefined,
    contentType: headers['content-type'],
    body: JSON.parse(body),
  };
}

/** Tells whether a program can be run here; `flag` makes it end at once. */
export function isInstalled(program: string, flag: string): boolean {
  return spawnSync(program, [flag], { stdio: 'ignore' }).status === 0;
}

/** What the AWS CLI sends for some parameters of ForgotPassword. */
export function recordAwsCli(parameters: object): Promise<ReceivedRequest> {
  return withLoopback([{}], async ({ url, requests }) => {
    const args = [
      'cognito-idp',
      'forgot-password',
      '--endpoint-url',
      url,
      '--no-sign-request',
      '--region',
      'eu-west-1',
    ];
    const env = {
      ...process.env,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_PAGER: '',
      NO_PROXY: '127.0.0.1',
    };
    await promisify(execFile)('aws', [...args, '--cli-input-json', JSON.stringify(parameters)], { env });
    const [request] = requests;
    if (!request) throw new Error('The AWS CLI sent nothing');
    return request;
  });
}
