// The command for many records: what it sets up before the first one, and tells after the last.
import { ForgotPasswordClient, resetForgottenPasswords } from '../node.ts';
import type { Arguments } from './arguments.ts';
import { batchParameters } from './batch/batch-parameters.ts';
import { conclude, cutOf } from './batch/conclude.ts';
import { Course } from './batch/course.ts';
import { formatSummary } from './batch/format-summary.ts';
import { noticesOf } from './batch/notices.ts';
import { printResults, type Sinks } from './batch/print-results.ts';
import { showProgress } from './batch/progress.ts';
import { recordsOf } from './batch/records-of.ts';
import { openReport, type Report } from './batch/report-file.ts';
import { rowFormatOf, rowOf } from './batch/report-row.ts';
import { type Stopper, stopperOf } from './batch/stopper.ts';
import { usedFiles } from './batch/used-files.ts';
import { type CmdletParameters, cmdletParameters } from './cmdlet-parameters.ts';
import { formatResult } from './records/result.ts';
import { formatMessage, sayThatItWaits } from './report.ts';
import { openScreen, type Screen } from './screen.ts';
import type { Surroundings } from './surroundings.ts';

/** @throws `ConfigurationError` for a set-up that cannot work: one failure, and not one for each record. */
async function checkSetUp({ ClientConfig, Region, EndpointUrl }: CmdletParameters): Promise<void> {
  const config = {
    ...ClientConfig,
    ...(Region && { region: Region }),
    ...(EndpointUrl && { endpointUrl: EndpointUrl }),
  };
  await new ForgotPasswordClient(config).close();
}

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

/** What one run has to do with. */
interface Run {
  readonly args: Arguments;
  readonly surroundings: Surroundings;
  readonly screen: Screen;
  readonly course: Course;
  readonly stopper: Stopper;
  /** Aborts when nothing further is to be read. */
  readonly end: AbortSignal;
  readonly parameters: CmdletParameters;
  readonly report: Report | undefined;
}

/** Sends the records, and tells of each; brings what the run ended with, where that was before its input did. */
async function sendAll({
  args,
  surroundings,
  screen,
  course,
  stopper,
  end,
  parameters,
  report,
}: Run): Promise<unknown> {
  const { stdin, signal: interruption } = surroundings;
  const lines = new Map<number, number>();
  const results = resetForgottenPasswords(recordsOf(args, stdin, parameters, lines, end), {
    ...parameters,
    ...batchParameters(args),
    signal: undefined,
    stopSignal: stopper.signal,
    // Nothing is told of each record that would be sent: the results do.
    ...(args.settings.dryRun && { WhatIf: true, onMessage: undefined }),
    onProgress: (progress) => course.update(progress),
  });
  let isOutputClosed = false;
  const onUnheard: Sinks['onUnheard'] = (failure) => {
    isOutputClosed ||= !failure;
    stopper.stop(failure);
  };
  const { stdout } = screen;
  try {
    await printResults(results, { stdout, format: printedAs(args), report, course, lines, interruption, onUnheard });
  } catch (error) {
    if (!stopper.isOwn(error)) stopper.stop(error);
  }
  const { failure } = stopper;
  return cutOf({ failure, isInterrupted: interruption.aborted, isOutputClosed }, course.summary);
}

/** Sends the records, and prints a line of JSON for each, in order. */
export async function resetRecords(args: Arguments, surroundings: Surroundings): Promise<void> {
  const { errorFormat = 'text' } = args.settings;
  const screen = openScreen(surroundings);
  const { stdin, stdinLines, signal, argv, env } = surroundings;
  const guarded: Surroundings = { argv, env, signal, stdin, stdinLines, ...screen };
  const input = new AbortController();
  const course = new Course(args);
  course.expect({ lineCount: stdinLines });
  // What is in flight is waited for, whatever it takes; a second interruption ends the process.
  const gentle = { signal, observe: course.observe.bind(course) };
  const parameters = await cmdletParameters(args, guarded, gentle);
  await checkSetUp(parameters);
  const report = await reportOf(args, surroundings);
  for (const text of noticesOf(args)) screen.stderr.write(formatMessage({ type: 'notice', text }, errorFormat));
  const progress = showProgress(screen, errorFormat, () => course.standing());
  const stopper = stopperOf(signal, input, () => sayThatItWaits(args.settings, guarded));
  const cut = await sendAll({
    args,
    surroundings: guarded,
    screen,
    course,
    stopper,
    end: input.signal,
    parameters,
    report,
  });
  stopper.close();
  progress.stop();
  const story = course.story(cut);
  if (course.summary.done) screen.stderr.write(formatSummary(story, errorFormat));
  await report?.finish(story);
  conclude(cut, course.summary);
}
