import type { Context } from './harness.ts';

// Written into each bundle: no runtime needs a permission, a binding or an argument for it.
declare const CONTEXT: Context;

/** The context of this bundle. */
export const context: Context = CONTEXT;
