import { Pool } from 'undici';
import { bodyOf, CONNECTIONS, HEADERS } from './post.mjs';

export async function open(url) {
  const pool = new Pool(url, { connections: CONNECTIONS });
  return {
    async call(request) {
      const { statusCode, body } = await pool.request({
        path: '/',
        method: 'POST',
        headers: HEADERS,
        body: bodyOf(request),
      });
      if (statusCode !== 200) throw new Error(`Status ${statusCode}`);
      return body.json();
    },
    close: () => pool.close(),
  };
}
