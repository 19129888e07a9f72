import type { Pool } from 'undici';

declare const dispatcher: typeof Pool;
export default dispatcher;
