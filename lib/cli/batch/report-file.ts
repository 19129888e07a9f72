// --report: a file about a run, by its name NDJSON, CSV (.csv), or a page for people (.html).
import type { WriteStream } from 'node:fs';
import { OutputError } from '../failures.ts';
import { write } from '../output.ts';
import { type EarlierReport, openEarlierReport } from './earlier-report.ts';
import { htmlReport } from './html-report.ts';
import { type ResultContext, type RowFormat, rowFormatOf, rowOf } from './report-row.ts';
import { openTarget, type Target, type UsedFile } from './report-target.ts';
import type { RunStory } from './run-story.ts';
import type { Result } from './vocabulary.ts';

/** A report that is being written. Until it is finished, an earlier one stays in its place. */
export interface Report {
  /** @throws `OutputError` when the report cannot be written. */
  write(result: Result, context: ResultContext): Promise<void>;
  /**
   * Puts the report in its place; one that could not be written, or that tells of no record, is taken back instead.
   *
   * @throws `OutputError` when that fails.
   */
  finish(story: RunStory): Promise<void>;
  /** Takes back what was written. */
  discard(): Promise<void>;
}

const failed = (cause: unknown): OutputError => new OutputError(cause, undefined, 'The report');

async function put(stream: WriteStream, text: string): Promise<void> {
  await write(stream, text).catch((cause: unknown) => {
    throw failed(cause);
  });
}

/** What a kind of report does with the results. */
interface Writer {
  start(): Promise<void>;
  write(result: Result, context: ResultContext): Promise<void>;
  end(story: RunStory): Promise<void>;
}

function rowWriter({ stream }: Target, format: RowFormat, earlier: EarlierReport): Writer {
  return {
    async start() {
      if (format.start) await put(stream, format.start);
    },
    async write(result, context) {
      await put(stream, format.line(await earlier.complete(rowOf(result, context))));
    },
    async end({ isCutShort }) {
      if (!isCutShort) return;
      for await (const line of earlier.rest()) await put(stream, `${line}${format.lineEnd}`);
    },
  };
}

function pageWriter({ stream }: Target): Writer {
  return {
    async start() {},
    async write() {},
    end: (story) => put(stream, htmlReport(story)),
  };
}

/**
 * Opens a report at `path`, which takes the place of an earlier one when it is finished.
 *
 * @throws `UsageError` when the file cannot be written, or must not.
 */
export async function openReport(path: string, used: readonly UsedFile[]): Promise<Report> {
  const target = await openTarget(path, used);
  const format = rowFormatOf(path);
  const earlier = openEarlierReport(target.place, format);
  const writer = /\.html?$/i.test(path) ? pageWriter(target) : rowWriter(target, format, earlier);
  let isSound = true;
  const careful = async (step: Promise<void>): Promise<void> => {
    await step.catch((error: unknown) => {
      isSound = false;
      throw error;
    });
  };
  const discard = async (): Promise<void> => {
    earlier.close();
    await target.discard().catch(() => {});
  };
  await careful(writer.start());
  return {
    write: (result, context) => careful(writer.write(result, context)),
    async finish(story) {
      if (!isSound || !story.counted.done) return discard();
      await careful(writer.end(story)).catch(async (error: unknown) => {
        await discard();
        throw error;
      });
      earlier.close();
      await target.finish().catch((cause: unknown) => {
        throw failed(cause);
      });
    },
    discard,
  };
}
