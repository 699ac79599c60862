import { Client, type ClientBase, type Pool, type PoolClient } from 'pg';

/**
 * A client of a pool whose every answer has a time limit, after which its connection is closed. pg's
 * own `query_timeout` would leave it in use, with an answer still to come.
 */
export function limitAnswers(client: ClientBase, answerMs: number): void {
  if (!(client instanceof Client)) throw new TypeError('no client of pg');
  let limit: NodeJS.Timeout | undefined;
  const stopWaiting = () => {
    clearTimeout(limit);
    limit = undefined;
  };
  const send = client.query;
  Object.assign(client, {
    query: (...args: readonly unknown[]): unknown => {
      // With a question on its way, this closes the socket at once.
      limit ??= setTimeout(() => void client.end(), answerMs);
      return Reflect.apply(send, client, args);
    },
  });
  client.on('drain', stopWaiting);
  client.once('end', stopWaiting);
}

/**
 * Whatever is closed leaves its pool, whoever holds it: drizzle never gives back a connection on which
 * `begin` failed, so that a pool would dry out for good.
 */
export function releaseWhatIsClosed(pool: Pool): void {
  const taken = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => taken.add(client));
  pool.on('release', (_error, client) => taken.delete(client));
  pool.on('connect', (client) => {
    // Whoever waits for an answer is told; without a listener, the process would end besides.
    client.on('error', () => {});
    client.once('end', () => {
      if (!taken.has(client)) return;
      client.release(true);
      // Its holder may still want to give it back.
      client.release = () => {};
    });
  });
}
