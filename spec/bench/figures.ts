// Summarises slices: the figures of a contender, and the ratios of two.
import { CONTENDERS, type Figures, type Interval, PAIRS, type Ratios, type Throughput } from './results.ts';
import { median, medianWithInterval, pairedRatio } from './statistics.ts';
import type { Measured, MeasuredSlice } from './throughput.ts';

const column = (slices: readonly MeasuredSlice[], field: keyof MeasuredSlice): number[] =>
  slices.map((slice) => slice[field] ?? Number.NaN);

/** The figures of one contender. */
export function figuresOf(measured: Measured, name: string, isShared: boolean): Figures {
  const generations = measured.get(name) ?? [];
  const medians = (field: keyof MeasuredSlice): number[] => generations.map((slices) => median(column(slices, field)));
  const interval = (field: keyof MeasuredSlice): Interval => medianWithInterval(medians(field));
  return {
    cpuMicroseconds: interval('cpuMicroseconds'),
    callsPerSecond: interval('callsPerSecond'),
    p50Ms: interval('p50Ms'),
    p99Ms: interval('p99Ms'),
    ...(!isShared && { peakMegabytes: interval('peakMegabytes') }),
    serverBusy: median(medians('serverBusy')),
  };
}

/** The ratios of one contender to another: in each generation the median of its rounds, and of these the median. */
export function ratiosOf(measured: Measured, name: string, reference: string): Ratios {
  const references = measured.get(reference) ?? [];
  const interval = (field: keyof MeasuredSlice): Interval =>
    medianWithInterval(
      (measured.get(name) ?? []).map((slices, generation) =>
        pairedRatio(column(slices, field), column(references[generation] ?? [], field)),
      ),
    );
  return { cpu: interval('cpuMicroseconds'), callsPerSecond: interval('callsPerSecond'), p99: interval('p99Ms') };
}

/** Summarises one level of concurrency. */
export function summarise(measured: Measured, isShared: boolean): Throughput {
  const names = CONTENDERS.filter((name) => measured.has(name));
  const pairs = PAIRS.filter((pair) => pair.split('/').every((name) => measured.has(name)));
  return {
    contenders: Object.fromEntries(names.map((name) => [name, figuresOf(measured, name, isShared)])),
    pairs: Object.fromEntries(
      pairs.map((pair) => {
        const [name = '', reference = ''] = pair.split('/');
        return [pair, ratiosOf(measured, name, reference)];
      }),
    ),
  };
}
