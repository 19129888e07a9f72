import { Pool } from 'undici';

export async function open(url, { headers, body, connections }) {
  const pool = new Pool(url, { connections });
  return {
    async call() {
      const reply = await pool.request({ path: '/', method: 'POST', headers, body });
      if (reply.statusCode !== 200) throw new Error(`Status ${reply.statusCode}`);
      return reply.body.json();
    },
    close: () => pool.close(),
  };
}
