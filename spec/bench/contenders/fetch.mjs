export async function open(url, { headers, body }) {
  return {
    async call() {
      const reply = await fetch(url, { method: 'POST', headers, body });
      if (!reply.ok) throw new Error(`Status ${reply.status}`);
      return reply.json();
    },
    close: async () => {},
  };
}
