// The course of a batch from its start to its end, as everything is told of it that tells of it: progress, summary, report.
import type { BatchProgress, ClientEvent } from '../../node.ts';
import type { Arguments } from '../arguments.ts';
import { batchParameters } from './batch-parameters.ts';
import { endingOf, type RunStory } from './run-story.ts';
import { Summary } from './summary.ts';
import { TimelineRecorder } from './timeline.ts';
import { type Extent, type Standing, Tracker } from './tracker.ts';
import { kindOf, type Result } from './vocabulary.ts';

// As many places as a page can show; records may each name one of their own.
const ENDPOINTS_KEPT = 5;

/** How much input there is, as far as that is known before it is read. */
export interface InputSize {
  /** Records. */
  readonly count?: number | undefined;
  /** Lines, where records are read line by line. */
  readonly lineCount?: number | undefined;
}

/** How much of the input there is, where that is known, and how much of it is done. */
function extentOf(line: number, done: number, limit: number | undefined, size: InputSize): Extent | undefined {
  const { count, lineCount } = size;
  if (limit && limit < (count ?? lineCount ?? Number.POSITIVE_INFINITY)) return { done, total: limit };
  if (count !== undefined) return { done, total: count };
  return lineCount ? { done: line, total: lineCount } : undefined;
}

/** Follows one batch. */
export class Course {
  readonly summary = new Summary();
  readonly #args: Arguments;
  #size: InputSize = {};
  readonly #startedAt = new Date();
  readonly #startedAtMs = performance.now();
  readonly #timeline = new TimelineRecorder(this.#startedAtMs);
  readonly #endpoints = new Set<string>();
  readonly #tracker: Tracker;
  /** Of the records that have no result yet, by their index. */
  readonly #requestIds = new Map<number, string>();
  #line: number | undefined;

  constructor(args: Arguments) {
    this.#args = args;
    const maxSends = args.batch.maxSends ?? undefined;
    const limits = { counted: this.summary, extent: () => this.#extent(), maxSends };
    this.#tracker = new Tracker(limits, this.#startedAtMs);
  }

  /** Takes note of how much input there is. */
  expect(size: InputSize): void {
    this.#size = size;
  }

  /** Must be told of every event of the clients. */
  observe(event: ClientEvent): void {
    const nowMs = performance.now();
    this.#tracker.observe(event, nowMs);
    this.#timeline.throttle(this.#tracker.throttled, nowMs);
    const { index, requestId } = event;
    if (event.type === 'response-received' && index !== undefined && requestId) this.#requestIds.set(index, requestId);
    if (event.type === 'attempt-started' && this.#endpoints.size < ENDPOINTS_KEPT) this.#endpoints.add(event.endpoint);
  }

  /** Must be told of the batch's own progress. */
  update(progress: BatchProgress): void {
    this.#tracker.update(progress);
  }

  /** The service's ID of the last request for a record that has its result now; must be asked for once. */
  takeRequestId(index: number): string | undefined {
    const requestId = this.#requestIds.get(index);
    this.#requestIds.delete(index);
    return requestId;
  }

  /** Takes note of a result, and of the line at which its record begins. */
  count(result: Result, line: number | undefined): void {
    this.#line = line ?? this.#line;
    this.summary.count(result, line);
    this.#timeline.count(kindOf(result), performance.now());
  }

  /** Where the batch stands now. */
  standing(): Standing {
    return this.#tracker.at(performance.now());
  }

  /** All of it, at the end; `failure` is what ended it before its input did. */
  story(failure: unknown): RunStory {
    const { batch, parameters, settings } = this.#args;
    const isDryRun = settings.dryRun === true || parameters.WhatIf === true;
    const ending = endingOf(failure, isDryRun);
    const extent = this.#extent();
    return {
      startedAt: this.#startedAt,
      endedAt: new Date(),
      ending,
      isCutShort: ending.isCutShort,
      isDryRun,
      counted: this.summary,
      timeline: this.#timeline.until(performance.now()),
      line: this.#line,
      throttled: this.#tracker.throttled,
      requestsPerSecond: batchParameters(this.#args).requestsPerSecond ?? Number.POSITIVE_INFINITY,
      remaining: ending.isCutShort && extent ? extent.total - extent.done : undefined,
      clientId: parameters.ClientId ?? undefined,
      endpoints: [...this.#endpoints],
      hasJournal: Boolean(batch.journal),
      journal: batch.journal ?? undefined,
    };
  }

  #extent(): Extent | undefined {
    return extentOf(this.#line ?? 0, this.summary.done, this.#args.settings.limit, this.#size);
  }
}
