// undici's pool without the rest of undici, which takes three times as long to load. undici's index would add `request`
// to the pool.
import request from 'undici/lib/api/api-request.js';
import Pool from 'undici/lib/dispatcher/pool.js';

export async function open(url, { headers, body, connections }) {
  const pool = new Pool(url, { connections });
  return {
    async call() {
      const reply = await request.call(pool, { path: '/', method: 'POST', headers, body });
      if (reply.statusCode !== 200) throw new Error(`Status ${reply.statusCode}`);
      return reply.body.json();
    },
    close: () => pool.close(),
  };
}
