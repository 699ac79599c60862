import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { KEY, putSample, readAll } from '../contract/sample-blobs.ts';
import { openTestTos } from '../testing/open-test-tos.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { TosStore } from './tos-store.ts';

const tls = await selfSigned();
if (tls === null) console.info('No openssl: the tests over TLS are skipped.');

describe('the transport of TOS', () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  it.runIf(tls !== null)('speaks TLS, and trusts nobody it was not told to', async () => {
    const secured = tls === null ? {} : { tls };
    const ca = tls?.cert ?? '';
    const { server, store, dispose } = await openTestTos({ secure: true, ca }, secured);
    closers.push(dispose);
    const bytes = randomBytes(2_000_000);
    await putSample(store, KEY, bytes);
    expect((await readAll(store, KEY)).equals(bytes)).toBe(true);

    const wary = storeAt(server.port, { secure: true });
    await expect(wary.head(KEY)).rejects.toMatchObject({
      code: 'storage-refused',
      retryable: false,
    });
  });

  it('gives up a connection that is never made', async () => {
    const silent = await listening(createServer());
    const store = storeAt(silent, { secure: true });
    const before = Date.now();
    await expect(store.head(KEY)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no connection within 300 ms'),
    });
    expect(Date.now() - before).toBeLessThan(1000);
  });

  it('says that nobody listens', async () => {
    const server = createServer();
    const port = await listening(server);
    server.close();
    await once(server, 'close');
    await expect(storeAt(port).head(KEY)).rejects.toMatchObject({
      code: 'unavailable',
      details: { reason: 'ECONNREFUSED' },
    });
  });

  it('asks again, once, when a kept connection turns out to be closed', async () => {
    const asked = new Map<Socket, number>();
    const server = createHttpServer((incoming, outgoing) => {
      const { socket } = incoming;
      asked.set(socket, (asked.get(socket) ?? 0) + 1);
      if (asked.get(socket) === 1) outgoing.writeHead(404, { 'content-length': 0 }).end();
      else socket.resetAndDestroy();
    });
    const store = storeAt(await listening(server));
    expect(await store.head(KEY)).toBeNull();
    await delay(50);
    expect(await store.head(KEY)).toBeNull();
    expect([...asked.values()]).toEqual([2, 1]);
  });

  it('does not send a body to the end that nobody wants any more', async () => {
    const server = createHttpServer((incoming, outgoing) => {
      incoming.pause();
      outgoing.writeHead(503, { 'x-tos-request-id': 'r', 'retry-after': '2' }).end('{}');
    });
    const store = storeAt(await listening(server));
    let taken = 0;
    async function* much() {
      for (; taken < 200; taken += 1) yield Buffer.alloc(1_000_000);
    }
    const request = { size: 200_000_000, crc64: '0', md5: '0'.repeat(32), isNew: true };
    await expect(store.put(KEY, much(), request)).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 2,
    });
    expect(taken).toBeLessThan(50);
  });

  function storeAt(port: number, options: { readonly secure?: boolean } = {}): TosStore {
    const store = new TosStore({
      endpoint: `127.0.0.1:${port}`,
      region: 'cn-test',
      bucket: 'test-bucket',
      credentials: { accessKeyId: 'A', secretAccessKey: 'S' },
      secure: options.secure ?? false,
      timeouts: { connectMs: 300, idleMs: 500 },
    });
    closers.push(() => store.close());
    return store;
  }

  async function listening(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return portOf(server.address());
  }
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
