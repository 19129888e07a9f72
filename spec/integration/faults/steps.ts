// Everything that the faulty service can do with one attempt.
import type { OperationName } from '../../../lib/operations/operation.ts';
import { type Answers, answersTo } from './answers.ts';
import { byIntermediary, type Line, refusal, reply, type Step } from './step.ts';

type Play = Step['play'];
type Steps<Kind> = Readonly<Record<string, readonly [family: string, kind: Kind]>>;

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

/** The bytes of a success, with a length of one's own. */
const withLength = (body: string, length: number | string): string =>
  reply(200, body).replace(/(?<=content-length: )\d+/, `${length}`);
/** The bytes of a success, without the last one. */
const unfinished = (body: string): string => reply(200, body).slice(0, -1);
const chunkedHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ntransfer-encoding: chunked\r\n\r\n';

const successesOf = ({ accepted }: Answers): Steps<Play> => ({
  'a success': ['none', say(reply(200, accepted))],
  'a success without details': ['none', say(reply(200, '{}'))],
  'a success in chunks': ['none', say(`${chunkedHead}2\r\n{}\r\n0\r\n\r\n`)],
  'a success, then FIN': ['FIN', sayAndEnd(reply(200, accepted))],
  'a success that says it is the last': ['FIN', sayAndEnd(reply(200, accepted, ['connection: close']))],
  'a success, then a reply that nobody asked for': [
    'garbage',
    say(reply(200, accepted) + refusal(400, 'NotAuthorizedException')),
  ],
  'a success, then another one': ['garbage', say(reply(200, accepted).repeat(2))],
  'a success after 102 and 103': [
    '1xx',
    say(`HTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 H\r\nlink: <x>\r\n\r\n${reply(200, accepted)}`),
  ],
  'a success, dripped': ['slow drip', (line) => drip(line, reply(200, accepted), 3)],
});

// What the service says by name when it has not acted, and lets try again.
const shed: Steps<string> = {
  '429 with a name': ['throttling names', refusal(429, 'SlowDown')],
  TooManyRequestsException: ['throttling names', refusal(400, 'TooManyRequestsException')],
  ThrottlingException: ['throttling names', refusal(400, 'com.amazon#ThrottlingException')],
  RequestLimitExceeded: ['throttling names', refusal(400, 'RequestLimitExceeded')],
  SlowDown: ['throttling names', refusal(400, 'SlowDown', ['x-amz-retry-after: 10'])],
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
const ambiguousOf = ({ accepted, misshapen, ambiguous }: Answers): Steps<Play> => ({
  'a reset': ['reset', (line) => line.reset()],
  'a reset in the body': [
    'reset',
    (line) => {
      line.send(unfinished(accepted));
      line.later(5, () => line.reset());
    },
  ],
  FIN: ['FIN', (line) => line.end()],
  'FIN in the headers': ['FIN', sayAndEnd('HTTP/1.1 200 OK\r\ncontent-')],
  'a body cut short': ['cut body', sayAndEnd(unfinished(accepted))],
  'a chunk cut short': ['cut body', sayAndEnd(`${chunkedHead}99\r\n${accepted.slice(0, 20)}`)],
  'chunks without an end': ['cut body', sayAndEnd(`${chunkedHead}2\r\n{}\r\n`)],
  'a length that is too small': ['wrong length', say(withLength(accepted, accepted.length - 1))],
  'a length that is too large': ['wrong length', sayAndEnd(withLength(accepted, 999))],
  'a length that is none': ['wrong length', sayAndEnd(withLength(accepted, 'abc'))],
  'two lengths': ['wrong length', sayAndEnd(reply(200, accepted, ['content-length: 3']))],
  '500': ['500', say(refusal(500, 'InternalErrorException'))],
  'a timeout at the service': ['500', say(refusal(400, 'RequestTimeoutException'))],
  // undici takes a 100 that nobody asked for as a broken reply.
  '100 before a success': ['1xx', say(`HTTP/1.1 100 Continue\r\n\r\n${reply(200, accepted)}`)],
  '101': ['1xx', say('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n')],
  'another protocol': ['garbage', sayAndEnd('SSH-2.0-OpenSSH_9.6\r\n')],
  'binary rubbish': ['garbage', sayAndEnd('\u0000\u0001\u0016\u0003\u0001\u00ff\r\n\r\n')],
  'a body that is no JSON': ['garbage', say(reply(200, '<html>welcome</html>'))],
  'a body of the wrong type': ['garbage', say(reply(200, '[]'))],
  'a body of the wrong shape': ['garbage', say(reply(200, misshapen))],
  'an empty body': ['garbage', say(reply(200, ''))],
  'a body that is too large': ['garbage', say(reply(200, `{"x":"${'x'.repeat(10_000)}"}`))],
  'a redirect': ['redirect', say(reply(307, '', ['location: /elsewhere']))],
  ...Object.fromEntries(ambiguous.map((name) => [name, ['Lambda triggers', say(refusal(400, name))] as const])),
});

// As above, but it takes the caller's patience to end them.
const endlessOf = ({ accepted }: Answers): Steps<Play> => ({
  'a stall in the headers': ['stall in headers', say('HTTP/1.1 200 OK\r\ncontent-')],
  'a stall before the headers': ['stall in headers', () => {}],
  'a stall after 100': ['1xx', say('HTTP/1.1 100 Continue\r\n\r\n')],
  'a stall in the body': ['stall in body', say(unfinished(accepted))],
  'a drip without an end': [
    'slow drip',
    (line) => {
      line.send(chunkedHead.replace('transfer-encoding: chunked', 'content-length: 100000'));
      dripForEver(line);
    },
  ],
});

const leavesRest = /a reply that nobody asked for|another one|too small|two lengths/;

type Traits = Pick<Step, 'acts' | 'says'> & { readonly isEndless?: boolean };

const make = (name: string, family: string, play: Play, { acts, says, isEndless = false }: Traits): Step => {
  return { name, family, play, acts, says, isEndless, leavesRest: leavesRest.test(name) };
};

/** A step for each moment at which the service may act. */
function atMoments(name: string, family: string, play: Play, isEndless = false): Step[] {
  const moments = isEndless ? (['never', 'at-once', 'late'] as const) : (['never', 'at-once'] as const);
  return moments.map((acts) => make(`${name} (acts ${acts})`, family, play, { acts, says: 'nothing', isEndless }));
}

function makeSteps(answers: Answers): readonly Step[] {
  return [
    ...Object.entries(successesOf(answers)).map(([name, [family, play]]) =>
      make(name, family, play, { acts: 'at-once', says: 'accepted' }),
    ),
    ...Object.entries(shed).map(([name, [family, bytes]]) =>
      make(name, family, say(bytes), { acts: 'never', says: 'shed' }),
    ),
    ...answers.refusals.map((name) =>
      make(name, 'refusal', say(refusal(400, name)), { acts: 'never', says: 'rejected' }),
    ),
    ...intermediary.flatMap(([name, family, play]) => atMoments(name, family, play)),
    ...Object.entries(ambiguousOf(answers)).flatMap(([name, [family, play]]) => atMoments(name, family, play)),
    ...Object.entries(endlessOf(answers)).flatMap(([name, [family, play]]) => atMoments(name, family, play, true)),
  ];
}

/** All steps, by the operation that is called. */
export const stepsOf: Readonly<Record<OperationName, readonly Step[]>> = {
  ForgotPassword: makeSteps(answersTo.ForgotPassword),
  ConfirmForgotPassword: makeSteps(answersTo.ConfirmForgotPassword),
};

const byName = {
  ForgotPassword: new Map(stepsOf.ForgotPassword.map((step) => [step.name, step])),
  ConfirmForgotPassword: new Map(stepsOf.ConfirmForgotPassword.map((step) => [step.name, step])),
};

/** An operation's step of a name. */
export function stepOf(operation: OperationName, name: string): Step {
  const step = byName[operation].get(name);
  if (!step) throw new Error(`${operation} has no step ${name}`);
  return step;
}
