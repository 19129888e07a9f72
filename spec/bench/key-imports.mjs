// Prints how often a client imports its secret's key during ten calls. Arguments: the web build's entry, a URL.
const [entry, url] = process.argv.slice(2);

const { subtle } = globalThis.crypto;
const importKey = subtle.importKey.bind(subtle);
let imports = 0;
subtle.importKey = (...given) => {
  imports++;
  return importKey(...given);
};

const { open } = await import('./contenders/client.mjs');
const config = { clientId: '1example23456789', clientSecret: 's3cret' };
const client = await open(url, { entry, method: 'forgotPassword', config, request: { Username: 'alice' } });
await Promise.all(Array.from({ length: 5 }, client.call));
for (let call = 0; call < 5; call++) await client.call();
console.log(imports);
