// fetch with a time limit: no caller should go without one.
export async function open(url, { headers, body }) {
  return {
    async call() {
      const reply = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
      if (!reply.ok) throw new Error(`Status ${reply.status}`);
      return reply.json();
    },
    close: async () => {},
  };
}
