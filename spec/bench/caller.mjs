// The process of one contender, or of all: opens contenders, and makes calls with one of them at a time. Plain JavaScript,
// as what a compiler adds to functions would be measured too.

const LATENCIES = 65_536;

const contenders = new Map();
// The latest are enough, and keep memory as it is however many calls are made.
const latencies = new Float64Array(LATENCIES);

async function open({ name, program, url, settings }) {
  // By its own address, so that contenders share no function, and no engine's guesses about one.
  const contender = await import(`./contenders/${program}.mjs?${name}`);
  contenders.set(name, await contender.open(url, settings));
}

/** Calls until the time or the number of calls is over, and returns how many calls were made. */
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

/** Processor time of all threads of the process, those included that compile and collect. */
function cpuMicrosecondsSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function run({ name, leadCpuMs = 0, measuresMemory, ...slice }) {
  const contender = contenders.get(name);
  // Connections that ended while others had their turn are made anew. A collection meanwhile has dropped the optimised
  // code of functions of which none was alive, as those that are made for each call, and it is compiled again.
  for (const before = process.cpuUsage(); cpuMicrosecondsSince(before) < leadCpuMs * 1_000; ) {
    await callTogether(contender, { ...slice, durationMs: 5 });
  }
  // What is left in the heap is nobody's burden.
  globalThis.gc({ type: 'minor' });
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const calls = await callTogether(contender, slice);
  const tookMs = performance.now() - startedAt;
  const cpuMicroseconds = cpuMicrosecondsSince(cpuBefore);
  const sorted = latencies.slice(0, Math.min(calls, LATENCIES)).sort();
  const result = {
    tookMs,
    callsPerSecond: (calls / tookMs) * 1e3,
    cpuMicroseconds: cpuMicroseconds / calls,
    p50Ms: sorted[Math.floor(sorted.length * 0.5)],
    p99Ms: sorted[Math.floor(sorted.length * 0.99)],
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
  };
  return measuresMemory ? { ...result, ...heldMemory() } : result;
}

/** What is still held after a collection. */
function heldMemory() {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapMegabytes: (heapUsed + external) / 2 ** 20, residentMegabytes: rss / 2 ** 20 };
}

const actions = { open, run };

process.on('message', async ({ action, ...details }) => process.send({ result: await actions[action](details) }));
process.on('disconnect', () => process.exit());
process.send({ result: 'ready' });
