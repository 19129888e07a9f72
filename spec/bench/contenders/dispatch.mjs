// The floor: undici's dispatch with a handler that only waits for the end of the reply. undici 7 calls these methods
// directly, and wraps handlers that have the newer ones.
import { Pool } from 'undici';

export async function open(url, { headers, body, connections }) {
  const pool = new Pool(url, { connections });
  const request = { path: '/', method: 'POST', headers, body };
  return {
    call: () =>
      new Promise((resolve, reject) => {
        let status = 0;
        pool.dispatch(request, {
          onConnect() {},
          onHeaders(statusCode) {
            status = statusCode;
            return true;
          },
          onData: () => true,
          onComplete() {
            if (status === 200) resolve();
            else reject(new Error(`Status ${status}`));
          },
          onError: reject,
        });
      }),
    close: () => pool.close(),
  };
}
