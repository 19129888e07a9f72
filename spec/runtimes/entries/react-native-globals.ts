// What React Native lacks, taken away before the suite starts: its fetch hands out no streams, and there is no WebCrypto.
const { fetch: nodeFetch } = globalThis;

const fetchWithoutStreams = async (url: string, init?: RequestInit): Promise<object> => {
  const response = await nodeFetch(url, { ...init, redirect: 'follow' });
  const { status, headers } = response;
  return { status, headers, text: () => response.text(), json: () => response.json() };
};

for (const [name, value] of Object.entries({
  fetch: fetchWithoutStreams,
  crypto: undefined,
  btoa: undefined,
})) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
