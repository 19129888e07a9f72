import type { EnvHttpProxyAgent } from 'undici';

declare const dispatcher: typeof EnvHttpProxyAgent;
export default dispatcher;
