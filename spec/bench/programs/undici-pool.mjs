// undici's pool imported by itself, with `request` put back on it: the index of undici is what does that otherwise.
import request from 'undici/lib/api/api-request.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { bodyOf, CONNECTIONS, HEADERS } from './post.mjs';

export async function open(url) {
  const pool = new Pool(url, { connections: CONNECTIONS });
  return {
    async call(members) {
      const options = { path: '/', method: 'POST', headers: HEADERS, body: bodyOf(members) };
      const { statusCode, body } = await request.call(pool, options);
      if (statusCode !== 200) throw new Error(`Status ${statusCode}`);
      return body.json();
    },
    close: () => pool.close(),
  };
}
