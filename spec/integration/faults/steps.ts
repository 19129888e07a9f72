// Everything that the faulty service can do with one attempt.
import { ACCEPTED, byIntermediary, type Line, refusal, reply, type Step } from './step.ts';

type Play = Step['play'];

const say =
  (bytes: string): Play =>
  (line) =>
    line.send(bytes);
const sayAndEnd =
  (bytes: string): Play =>
  (line) => {
    line.send(bytes);
    line.end();
  };

/** Sends bytes piece by piece. */
function drip(line: Line, bytes: string, delayMs: number): void {
  line.send(bytes.slice(0, 40));
  if (bytes.length > 40) line.later(delayMs, () => drip(line, bytes.slice(40), delayMs));
}

function dripForEver(line: Line): void {
  line.send(' ');
  line.later(20, () => dripForEver(line));
}

const whole = reply(200, ACCEPTED);
const half = whole.slice(0, -20);
const chunkedHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ntransfer-encoding: chunked\r\n\r\n';

const successes: Readonly<Record<string, readonly [family: string, play: Play]>> = {
  'a success': ['none', say(whole)],
  'a success without details': ['none', say(reply(200, '{}'))],
  'a success in chunks': ['none', say(`${chunkedHead}2\r\n{}\r\n0\r\n\r\n`)],
  'a success, then FIN': ['FIN', sayAndEnd(whole)],
  'a success that says it is the last': ['FIN', sayAndEnd(reply(200, ACCEPTED, ['connection: close']))],
  'a success, then a reply that nobody asked for': ['garbage', say(whole + refusal(400, 'NotAuthorizedException'))],
  'a success, then another one': ['garbage', say(whole + whole)],
  'a success after 102 and 103': ['1xx', say(`HTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 H\r\nlink: <x>\r\n\r\n${whole}`)],
  'a success, dripped': ['slow drip', (line) => drip(line, whole, 3)],
};

// What the service says by name when it has not acted, and lets try again.
const shed: Readonly<Record<string, readonly [family: string, bytes: string]>> = {
  '429 with a name': ['throttling names', refusal(429, 'SlowDown')],
  TooManyRequestsException: ['throttling names', refusal(400, 'TooManyRequestsException')],
  ThrottlingException: ['throttling names', refusal(400, 'com.amazon#ThrottlingException')],
  RequestLimitExceeded: ['throttling names', refusal(400, 'RequestLimitExceeded')],
  SlowDown: ['throttling names', refusal(400, 'SlowDown', ['x-amz-retry-after: 10'])],
};

const rejections: Readonly<Record<string, string>> = {
  NotAuthorizedException: refusal(400, 'NotAuthorizedException'),
  LimitExceededException: refusal(400, 'LimitExceededException'),
  CodeDeliveryFailureException: refusal(400, 'CodeDeliveryFailureException'),
};

const statuses = [400, 401, 403, 404, 407, 408, 413, 429, 500, 502, 503, 504, 520] as const;
const JSON_BODY = '{"message":"Service Unavailable","code":"ThrottlingException"}';

/** What a proxy or gateway answers by itself, whether or not the service behind it acted. */
const intermediary: readonly (readonly [name: string, family: string, play: Play])[] = statuses.flatMap((status) => [
  [`a bare ${status}`, 'intermediary', say(byIntermediary(status, ''))] as const,
  [
    `a ${status} with HTML`,
    'intermediary',
    say(byIntermediary(status, '<html>busy</html>', ['retry-after: 0'])),
  ] as const,
  [`a ${status} with JSON`, 'intermediary', say(byIntermediary(status, JSON_BODY))] as const,
]);

// What leaves open whether the service acted. Each is played before it acts, and after.
const ambiguous: Readonly<Record<string, readonly [family: string, play: Play]>> = {
  'a reset': ['reset', (line) => line.reset()],
  'a reset in the body': [
    'reset',
    (line) => {
      line.send(half);
      line.later(5, () => line.reset());
    },
  ],
  FIN: ['FIN', (line) => line.end()],
  'FIN in the headers': ['FIN', sayAndEnd('HTTP/1.1 200 OK\r\ncontent-')],
  'a body cut short': ['cut body', sayAndEnd(half)],
  'a chunk cut short': ['cut body', sayAndEnd(`${chunkedHead}99\r\n${ACCEPTED.slice(0, 20)}`)],
  'chunks without an end': ['cut body', sayAndEnd(`${chunkedHead}2\r\n{}\r\n`)],
  'a length that is too small': ['wrong length', say(whole.replace(/(length: )\d+/, '$19'))],
  'a length that is too large': ['wrong length', sayAndEnd(whole.replace(/(length: )\d+/, '$1999'))],
  'a length that is none': ['wrong length', sayAndEnd(whole.replace(/(length: )\d+/, '$1abc'))],
  'two lengths': ['wrong length', sayAndEnd(whole.replace('content-type', 'content-length: 3\r\ncontent-type'))],
  '500': ['500', say(refusal(500, 'InternalErrorException'))],
  'a timeout at the service': ['500', say(refusal(400, 'RequestTimeoutException'))],
  // undici takes a 100 that nobody asked for as a broken reply.
  '100 before a success': ['1xx', say(`HTTP/1.1 100 Continue\r\n\r\n${whole}`)],
  '101': ['1xx', say('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')],
  'another protocol': ['garbage', sayAndEnd('SSH-2.0-OpenSSH_9.6\r\n')],
  'binary rubbish': ['garbage', sayAndEnd('\u0000\u0001\u0016\u0003\u0001\u00ff\r\n\r\n')],
  'a body that is no JSON': ['garbage', say(reply(200, '<html>welcome</html>'))],
  'a body of the wrong type': ['garbage', say(reply(200, '[]'))],
  'a body of the wrong shape': ['garbage', say(reply(200, '{"CodeDeliveryDetails":7}'))],
  'an empty body': ['garbage', say(reply(200, ''))],
  'a body that is too large': ['garbage', say(reply(200, `{"x":"${'x'.repeat(10_000)}"}`))],
  'a redirect': ['redirect', say(reply(307, '', ['location: /elsewhere']))],
};

// As above, but it takes the caller's patience to end them.
const endless: Readonly<Record<string, readonly [family: string, play: Play]>> = {
  'a stall in the headers': ['stall in headers', say('HTTP/1.1 200 OK\r\ncontent-')],
  'a stall before the headers': ['stall in headers', () => {}],
  'a stall after 100': ['1xx', say('HTTP/1.1 100 Continue\r\n\r\n')],
  'a stall in the body': ['stall in body', say(half)],
  'a drip without an end': [
    'slow drip',
    (line) => {
      line.send(chunkedHead.replace('transfer-encoding: chunked', 'content-length: 100000'));
      dripForEver(line);
    },
  ],
};

const leavesRest = /a reply that nobody asked for|another one|too small|two lengths/;

const make = (name: string, family: string, play: Play, kind: Pick<Step, 'acts' | 'says'>): Step => ({
  name,
  family,
  play,
  ...kind,
  isEndless: name in endless,
  leavesRest: leavesRest.test(name),
});

/** All steps. */
export const steps: readonly Step[] = [
  ...Object.entries(successes).map(([name, [family, play]]) =>
    make(name, family, play, { acts: 'at-once', says: 'accepted' }),
  ),
  ...Object.entries(shed).map(([name, [family, bytes]]) =>
    make(name, family, say(bytes), { acts: 'never', says: 'shed' }),
  ),
  ...Object.entries(rejections).map(([name, bytes]) =>
    make(name, 'refusal', say(bytes), { acts: 'never', says: 'rejected' }),
  ),
  ...intermediary.flatMap(([name, family, play]) =>
    (['never', 'at-once'] as const).map((acts) => ({
      ...make(name, family, play, { acts, says: 'nothing' }),
      name: `${name} (acts ${acts})`,
    })),
  ),
  ...Object.entries({ ...ambiguous, ...endless }).flatMap(([name, [family, play]]) =>
    (['never', 'at-once', 'late'] as const)
      .filter((acts) => acts !== 'late' || name in endless)
      .map((acts) => ({ ...make(name, family, play, { acts, says: 'nothing' }), name: `${name} (acts ${acts})` })),
  ),
];

const byName = new Map(steps.map((step) => [step.name, step]));

/** The step of a name. */
export function stepOf(name: string): Step {
  const step = byName.get(name);
  if (!step) throw new Error(`There is no step ${name}`);
  return step;
}
