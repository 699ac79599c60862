import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** How long requests that run may go on. An upload that is cut is sent again, or goes on. */
const GRACE_MS = 10_000;

/** Takes no more requests, lets those that run finish, and cuts what then remains. */
export async function stopServer(server: Server, graceMs = GRACE_MS): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const expiry = new AbortController();
  const expired = delay(graceMs, undefined, { signal: expiry.signal, ref: false }).catch(() => {});
  await Promise.race([closed, expired]);
  expiry.abort();
  server.closeAllConnections();
  await closed;
}
