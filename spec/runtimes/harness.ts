// What a case is, and how cases are run: without a test runner, as no runner works in every runtime.
import type { ForgotPasswordError, ServiceError } from '../../lib/node.ts';

/** The package, as a runtime's own resolution finds it. */
export type Library = typeof import('../../lib/index.ts');

/** Where a suite runs, and whom it may ask. */
export interface Context {
  /** The runtime's row in the table; no two suites share one. */
  readonly runtime: string;
  /** Which build the runtime must have resolved. */
  readonly build: 'node' | 'web';
  /** The server of the scenarios. */
  readonly serverUrl: string;
  /** A URL at which nobody listens. */
  readonly closedUrl: string;
  /** The pool of `cognito.ts`, as it listens. */
  readonly cognitoUrl: string;
  /** Whether this is a page of another origin, whose requests are announced by a preflight. */
  readonly isPage: boolean;
  /**
   * Whether the runtime may send a request again by itself when a kept connection breaks before any answer, as browsers
   * do, which know no option against it.
   */
  readonly mayResend: boolean;
  /** Whether replies come as streams; in React Native only as texts. */
  readonly hasStreams: boolean;
  /** Whether redirects come back as they are; React Native follows them whatever it is told. */
  readonly canRefuseRedirects: boolean;
}

/** What a call rejects with: the fields of all errors, to be checked. */
export type Rejection = ForgotPasswordError & Partial<Pick<ServiceError, 'fault' | 'reason' | 'hint'>>;

/** What a case checks with. */
export interface Harness {
  /** Two values of JSON must be equal; the order of members does not count. */
  equal(actual: unknown, expected: unknown, what?: string): void;
  ok(condition: unknown, what: string): void;
  /** What a promise rejects with; it is a failure when it resolves. */
  rejection(promise: Promise<unknown>): Promise<Rejection>;
}

/** One case; it fails by throwing. */
export type Case = (harness: Harness, lib: Library, ctx: Context) => void | Promise<void>;

/** Cases by the sentence that they prove. */
export type Cases = Readonly<Record<string, Case>>;

/** How a case ended; `failure` is absent where it passed. */
export interface Result {
  readonly name: string;
  readonly failure?: string;
}

// Only a case that hangs comes near it.
const CASE_TIMEOUT_MS = 60_000;

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_name, member) =>
      member && typeof member === 'object' && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
        : member,
    ) ?? 'undefined'
  );
}

const harness: Harness = {
  equal(actual, expected, what = 'value') {
    const [got, wanted] = [canonical(actual), canonical(expected)];
    if (got !== wanted) throw new Error(`${what}: ${got} instead of ${wanted}`);
  },
  ok(condition, what) {
    if (!condition) throw new Error(what);
  },
  async rejection(promise) {
    let value: unknown;
    try {
      value = await promise;
    } catch (error) {
      return error as Rejection;
    }
    throw new Error(`resolved with ${canonical(value)}`);
  },
};

async function withDeadline(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('hangs')), CASE_TIMEOUT_MS);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function runCase(name: string, run: Case, lib: Library, ctx: Context): Promise<Result> {
  try {
    await withDeadline((async () => run(harness, lib, ctx))());
    return { name };
  } catch (error) {
    return { name, failure: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
  }
}

/** Runs all cases, one after the other, and hands the results to the server. */
export async function runAndReport(cases: Cases, lib: Library, ctx: Context): Promise<void> {
  const results: Result[] = [];
  for (const [name, run] of Object.entries(cases)) results.push(await runCase(name, run, lib, ctx));
  await fetch(`${ctx.serverUrl}/report/${ctx.runtime}`, { method: 'POST', body: JSON.stringify(results) });
}
