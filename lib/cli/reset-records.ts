// The command for many records: what it sets up before the first one, and tells after the last.
import { resetForgottenPasswords } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { batchParameters } from './batch/batch-parameters.ts';
import { conclude, cutOf } from './batch/conclude.ts';
import { Course } from './batch/course.ts';
import { formatSummary } from './batch/format-summary.ts';
import { type PreparedBatch, prepareBatch } from './batch/prepare.ts';
import { printResults, type Sinks } from './batch/print-results.ts';
import { showProgress } from './batch/progress.ts';
import { asksByRecord, recordsOf } from './batch/records-of.ts';
import { openReport, type Report } from './batch/report-file.ts';
import { rowFormatOf, rowOf } from './batch/report-row.ts';
import { type Stopper, stopperOf } from './batch/stopper.ts';
import { usedFiles } from './batch/used-files.ts';
import { formatResult } from './records/result.ts';
import { formatMessage, sayThatItWaits } from './report.ts';
import { openScreen, type Screen } from './screen.ts';
import type { Surroundings } from './surroundings.ts';

/** Standard output in the place of a report's path: the report's lines are printed instead of the results. */
const STANDARD_OUTPUT = '-';

function printedAs({ settings }: Arguments): Sinks['format'] {
  if (settings.report !== STANDARD_OUTPUT) return (result, { line }) => formatResult(result, line);
  const format = rowFormatOf(STANDARD_OUTPUT);
  return (result, context) => format.line(rowOf(result, context));
}

async function reportOf(args: Arguments, { env }: Surroundings): Promise<Report | undefined> {
  const { report: path } = args.settings;
  return path === undefined || path === STANDARD_OUTPUT ? undefined : openReport(path, usedFiles(args, env));
}

/** The surroundings, with the screen in the place of the streams. */
function surroundingsOn(screen: Screen, surroundings: Surroundings): Surroundings {
  const { argv, env, signal } = surroundings;
  const { stdout, stderr, openTerminal } = screen;
  return {
    argv,
    env,
    signal,
    stdout,
    stderr,
    openTerminal,
    // Looked at only by who needs them: standard input is opened so, and its lines are counted.
    get stdin() {
      return surroundings.stdin;
    },
    get stdinLines() {
      return surroundings.stdinLines;
    },
  };
}

/** What one run has to do with. */
interface Run {
  readonly args: Arguments;
  readonly screen: Screen;
  readonly course: Course;
  readonly stopper: Stopper;
  readonly interruption: AbortSignal;
  /** Aborts when nothing further is to be read. */
  readonly end: AbortSignal;
  readonly prepared: PreparedBatch;
  readonly report: Report | undefined;
}

function resultsOf({ args, course, stopper, end, prepared }: Run, lines: Map<number, number>): Sinks['results'] {
  const { parameters, input } = prepared;
  return resetForgottenPasswords(recordsOf(args, input, lines, end), {
    ...parameters,
    ...batchParameters(args),
    signal: undefined,
    stopSignal: stopper.signal,
    // Nothing is told of each record that would be sent: the results do.
    ...(args.settings.dryRun && { WhatIf: true, onMessage: undefined }),
    ...(asksByRecord(args) && { Confirm: undefined }),
    onProgress: (progress) => course.update(progress),
  });
}

/** Sends the records, and tells of each; brings what the run ended with, where that was before its input did. */
async function sendAll(run: Run): Promise<unknown> {
  const { args, screen, course, stopper, interruption, report } = run;
  const lines = new Map<number, number>();
  const results = resultsOf(run, lines);
  let isOutputClosed = false;
  const onUnheard: Sinks['onUnheard'] = (failure) => {
    isOutputClosed ||= !failure;
    stopper.stop(failure);
  };
  const { stdout } = screen;
  try {
    await printResults({ results, stdout, format: printedAs(args), report, course, lines, interruption, onUnheard });
  } catch (error) {
    if (!stopper.isOwn(error)) stopper.stop(error);
  }
  const { failure } = stopper;
  return cutOf({ failure, isInterrupted: interruption.aborted, isOutputClosed }, course.summary);
}

/** Sends the records, and prints a line of JSON for each, in order. */
export async function resetRecords(args: Arguments, surroundings: Surroundings): Promise<void> {
  const { errorFormat = 'text' } = args.settings;
  const { signal: interruption } = surroundings;
  const screen = openScreen(surroundings);
  const onScreen = surroundingsOn(screen, surroundings);
  const say = (text: string): void => void screen.stderr.write(formatMessage({ type: 'notice', text }, errorFormat));
  const input = new AbortController();
  const course = new Course(args);
  const observe = course.observe.bind(course);
  const prepared = await prepareBatch(args, onScreen, { end: input, say, observe });
  if (!prepared) return;
  course.expect(prepared.input);
  const report = await reportOf(args, surroundings).catch((error: unknown) => {
    // What is open would keep the process.
    input.abort();
    throw error;
  });
  const progress = showProgress(screen, errorFormat, () => course.standing());
  const stopper = stopperOf(interruption, input, () => sayThatItWaits(args.settings, onScreen));
  const cut = await sendAll({ args, screen, course, stopper, interruption, end: input.signal, prepared, report });
  stopper.close();
  progress.stop();
  const story = course.story(cut);
  if (course.summary.done) screen.stderr.write(formatSummary(story, errorFormat));
  await report?.finish(story);
  conclude(cut, course.summary);
}
