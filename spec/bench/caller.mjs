// The process of one contender, or of all of them: makes calls with one at a time. Plain JavaScript, because a
// compiler's additions (tsx names every closure) would be measured too.

const LATENCIES = 65_536;

const contenders = new Map();
// A ring of the latest ones, so that memory does not grow with the number of calls.
const latencies = new Float64Array(LATENCIES);

async function open({ name, program, url, settings }) {
  // A module instance for each contender: shared functions would share V8's type feedback.
  const contender = await import(`./contenders/${program}.mjs?${name}`);
  contenders.set(name, await contender.open(url, settings));
}

/** Calls until the time is over or the number of calls is reached; returns how many calls it made. */
async function callTogether(contender, { concurrency, durationMs = 3_600_000, calls = Number.POSITIVE_INFINITY }) {
  const end = performance.now() + durationMs;
  let started = 0;
  let done = 0;
  const callInTurn = async () => {
    let now = performance.now();
    while (now < end && started < calls) {
      started++;
      await contender.call();
      const then = now;
      now = performance.now();
      latencies[done++ % LATENCIES] = now - then;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, callInTurn));
  return done;
}

/** Processor time of all threads of the process, including V8's helpers. */
function cpuMicrosecondsSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function run({ name, leadCpuMs = 0, measuresMemory, ...slice }) {
  const contender = contenders.get(name);
  // Unmeasured calls first. They reopen idle connections, and let V8 compile again: a full collection during another
  // contender's turn drops the optimised code of closures that are made for each call, as no such closure is alive.
  for (const before = process.cpuUsage(); cpuMicrosecondsSince(before) < leadCpuMs * 1_000; ) {
    await callTogether(contender, { ...slice, durationMs: 5 });
  }
  // Garbage from before must not be collected at this slice's expense.
  globalThis.gc({ type: 'minor' });
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const calls = await callTogether(contender, slice);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuMicroseconds = cpuMicrosecondsSince(cpuBefore);
  const sorted = latencies.slice(0, Math.min(calls, LATENCIES)).sort();
  const result = {
    callsPerSecond: calls / seconds,
    cpuMicroseconds: cpuMicroseconds / calls,
    p50Ms: sorted[Math.floor(sorted.length * 0.5)],
    p99Ms: sorted[Math.floor(sorted.length * 0.99)],
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
  return measuresMemory ? { ...result, ...heldMemory() } : result;
}

/** Memory after a full collection. */
function heldMemory() {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapMegabytes: (heapUsed + external) / 2 ** 20, residentMegabytes: rss / 2 ** 20 };
}

const actions = { open, run };

process.on('message', async ({ action, ...details }) => process.send({ result: await actions[action](details) }));
process.on('disconnect', () => process.exit());
process.send({ result: 'ready' });
