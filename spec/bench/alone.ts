// The parts of a call that only compute, alone.
import { forgotPassword, validateForgotPasswordRequest as validate } from '../../lib/operations/forgot-password.ts';
import { decodeReply, type Reply } from '../../lib/protocol/json11.ts';
import { Redactor } from '../../lib/protocol/redact.ts';
import { median, spread } from './statistics.ts';

const details = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' };
const reply = (status: number, members: object) => {
  const body = JSON.stringify(members);
  return { status, headers: { get: () => undefined }, body: () => body };
};

const small = { ClientId: '1example23456789', Username: 'alice@example.com' };
const full = {
  ...small,
  SecretHash: 'adDwEkawDvtqNt+brV2LT+9UwVpKcPtqXg7LpAZt+qQ=',
  UserContextData: { IpAddress: '192.0.2.1', EncodedData: 'x'.repeat(1_000) },
  AnalyticsMetadata: { AnalyticsEndpointId: 'endpoint' },
  ClientMetadata: { source: 'web', locale: 'en-GB' },
};
const large = { ...small, ClientMetadata: { a: 'x'.repeat(100_000), b: 'y'.repeat(100_000), c: 'z'.repeat(100_000) } };
const wrong = { ...small, Username: 'alice smith', Region: 'eu-west-1' };
const accepted = reply(200, { CodeDeliveryDetails: details });
const withNull = reply(200, { CodeDeliveryDetails: { ...details, Destination: null } });
const refused = reply(400, { __type: 'NotAuthorizedException', message: 'User is disabled.' });

const nothingSecret = new Redactor(() => []);
const decode = (given: Reply): unknown => decodeReply(given, forgotPassword.response, 'localhost', nothingSecret);

const PARTS: Readonly<Record<string, () => unknown>> = {
  'validate: a small request': () => validate(small),
  'validate: a full request': () => validate(full),
  'validate: a request of 300 KB': () => validate(large),
  'validate: a wrong request': () => validate(wrong),
  'decode: an answer': () => decode(accepted),
  'decode: JSON.parse of it alone': () => JSON.parse(accepted.body()),
  'decode: an answer with a null': () => decode(withNull),
  'decode: an error': () => decode(refused),
};

/** What one part takes. */
export interface Part {
  readonly name: string;
  readonly nanoseconds: number;
  readonly spread: number;
}

function timeOf(part: () => unknown, durationMs: number): number {
  const startedAt = performance.now();
  let runs = 0;
  while (performance.now() < startedAt + durationMs) {
    for (let run = 0; run < 100; run++) part();
    runs += 100;
  }
  return ((performance.now() - startedAt) / runs) * 1e6;
}

/** Measures each part, in rounds that take turns. */
export function measureAlone(rounds: number, roundMs: number): Part[] {
  const times = new Map(Object.keys(PARTS).map((name) => [name, [] as number[]]));
  for (const part of Object.values(PARTS)) timeOf(part, roundMs);
  for (let round = 0; round < rounds; round++) {
    for (const [name, part] of Object.entries(PARTS)) times.get(name)?.push(timeOf(part, roundMs));
  }
  return [...times].map(([name, values]) => ({ name, nanoseconds: median(values), spread: spread(values) }));
}
