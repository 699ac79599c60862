import { AppError } from '@workcompanion/core/errors';
import type { Call } from './call.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Keeps other sites from changing state with a visitor's cookie. Browsers send `Sec-Fetch-Site` to
 * trustworthy origins and `Origin` with each POST everywhere; a request with neither is refused.
 */
export function assertSameOrigin(call: Call): void {
  if (SAFE_METHODS.has(call.method)) return;
  const site = call.header('sec-fetch-site');
  if (site !== null ? site === 'same-origin' : isOwnOrigin(call)) return;
  throw new AppError('forbidden', 'Changes are taken only from the pages of this portal.');
}

/** The host is the one that the client addressed: through a proxy, as the trusted proxy tells it. */
function isOwnOrigin(call: Call): boolean {
  const origin = call.header('origin');
  const host = call.header('x-forwarded-host') ?? call.header('host');
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
