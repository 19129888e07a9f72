#!/usr/bin/env node
import { countLines } from './records/count-lines.ts';
import { run } from './run.ts';
import { openTerminal } from './terminal.ts';

const { argv, env, stdout, stderr } = process;
const interruption = new AbortController();
// Once: a second Ctrl-C ends the process at once.
process.once('SIGINT', () => interruption.abort());
// Whoever writes learns of a failure by the write's own callback; without a listener, the event would be thrown.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

process.exitCode = await run({
  argv: argv.slice(2),
  env,
  // Opened by being looked at, which a run for one user has no need of.
  get stdin() {
    return process.stdin;
  },
  get stdinLines() {
    return countLines(0);
  },
  stdout,
  stderr,
  signal: interruption.signal,
  openTerminal,
});
