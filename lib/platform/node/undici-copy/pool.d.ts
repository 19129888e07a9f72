import type { Pool } from 'undici';

declare const pool: typeof Pool;
export default pool;
