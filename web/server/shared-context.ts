import { AppError } from '@workcompanion/core/errors';
import type { ServerContext } from './context.ts';

/**
 * The context is opened by the process's entry and found here by request handlers. It hangs on the
 * global object because handlers that Next compiled live in a module graph of their own.
 */
const SLOT = Symbol.for('workcompanion.server-context');

interface Global {
  [SLOT]?: Promise<ServerContext>;
}

export function shareContext(context: Promise<ServerContext>): void {
  slots()[SLOT] = context;
}

/** Throws `unavailable` in a process that has opened none (as `next build` and `next start`). */
export async function sharedContext(): Promise<ServerContext> {
  const context = slots()[SLOT];
  if (!context) throw new AppError('unavailable', 'The portal runs by web/main.ts only.');
  return context;
}

/** Safe: the slot is written by `shareContext` alone. */
function slots(): Global {
  return globalThis as Global;
}
