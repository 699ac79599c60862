import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Once begun, each answer is the last of its connection (RFC 9112, 9.6), so that whoever asks again does
 * so by another one: at a node that stays. A connection that is closed while it is idle may be closed in
 * the very moment in which a request is sent.
 */
export class LastAnswers {
  readonly #underWay = new Set<ServerResponse>();
  #hasBegun = false;

  watch(response: ServerResponse): void {
    if (this.#hasBegun) response.setHeader('connection', 'close');
    this.#underWay.add(response);
    response.once('close', () => this.#underWay.delete(response));
  }

  begin(): void {
    this.#hasBegun = true;
    for (const response of this.#underWay) {
      if (!response.headersSent) response.setHeader('connection', 'close');
    }
  }
}

/** Takes no more requests, lets those that run finish, and cuts what then remains. */
export async function stopServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const expiry = new AbortController();
  const expired = delay(graceMs, undefined, { signal: expiry.signal, ref: false }).catch(() => {});
  await Promise.race([closed, expired]);
  expiry.abort();
  server.closeAllConnections();
  await closed;
}
