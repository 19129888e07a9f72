#!/usr/bin/env node
import { ExitCode } from './exit-codes.ts';
import { countLines } from './records/count-lines.ts';
import { run } from './run.ts';
import { openStdin } from './stdin.ts';
import { openTerminal } from './terminal.ts';

const { argv, env, stdout, stderr } = process;
const interruption = new AbortController();
// By what a run can be asked to end, and its exit code then, as shells have it: 128 and the signal's number.
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
let interruptedCode = signals.SIGINT as number;
for (const [name, code] of Object.entries(signals)) {
  // Once: a second one ends the process at once.
  process.once(name, () => {
    if (!interruption.signal.aborted) interruptedCode = code;
    interruption.abort();
  });
}
// Whoever writes learns of a failure by the write's own callback; without a listener, the event would be thrown.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

const exitCode = await run({
  argv: argv.slice(2),
  env,
  useProfile(name) {
    env.AWS_PROFILE = name;
  },
  // Opened by being looked at, which a run for one user has no need of.
  get stdin() {
    return openStdin();
  },
  get stdinLines() {
    return countLines(0);
  },
  stdout,
  stderr,
  signal: interruption.signal,
  openTerminal,
});
process.exitCode = exitCode === ExitCode.interrupted ? interruptedCode : exitCode;
