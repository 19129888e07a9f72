// Bare fetch with the one thing that nobody should call a service without: a time limit, which ends the request too.
import { bodyOf, HEADERS } from './post.mjs';

export async function open(url) {
  return {
    async call(request) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 15_000);
      try {
        const { signal } = controller;
        const response = await fetch(url, { method: 'POST', headers: HEADERS, body: bodyOf(request), signal });
        if (!response.ok) throw new Error(`Status ${response.status}`);
        return await response.json();
      } finally {
        clearTimeout(timer);
      }
    },
    close: async () => {},
  };
}
