import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { DIRECT_ROUTER } from '../router.ts';
import { normaliseHeaders, proxyTrust } from './normalise-headers.ts';
import { serveEndpoint } from './serve-endpoint.ts';
import { stopServer } from './stop-server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** What a request looks like after the entry has seen it, when it comes from 127.0.0.1. */
async function seenBehind(proxies: string, headers: Record<string, string>) {
  const trust = proxyTrust(proxies);
  const port = await listen(
    createServer((incoming, response) => {
      normaliseHeaders(incoming, trust);
      response.end(JSON.stringify(incoming.headers));
    }),
  );
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
  return (await response.json()) as IncomingHttpHeaders;
}

describe('forwarded headers', () => {
  const claims = {
    'x-forwarded-for': '203.0.113.7, 198.51.100.4',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-real-ip': '203.0.113.7',
    forwarded: 'for=203.0.113.7',
    'x-request-id': 'chosen-by-client',
  };

  test('of anybody are not believed', async () => {
    const headers = await seenBehind('', claims);
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    for (const name of ['x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'forwarded']) {
      expect(headers[name]).toBeUndefined();
    }
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  test('of a trusted proxy are, up to the first address that nobody vouches for', async () => {
    const headers = await seenBehind('loopback', claims);
    expect(headers['x-forwarded-for']).toBe('198.51.100.4');
    expect(headers['x-forwarded-host']).toBe('evil.example');
    expect(headers['x-request-id']).toBe('chosen-by-client');
    const chain = await seenBehind('127.0.0.1/32, 198.51.100.0/24', claims);
    expect(chain['x-forwarded-for']).toBe('203.0.113.7');
  });

  test('can not carry a request id that would forge a log line', async () => {
    const headers = await seenBehind('loopback', { 'x-request-id': 'a b"c' });
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  test('are refused at start when the proxies are no addresses', () => {
    expect(() => proxyTrust('everybody')).toThrow();
  });
});

describe('the byte paths', () => {
  test.each([
    ['PUT', '/api/recorder/segments/ID', { id: 'ID' }],
    ['HEAD', '/api/recorder/segments/ID', { id: 'ID' }],
    ['GET', '/api/playback/segments/ID.ts', { file: 'ID.ts' }],
    ['HEAD', '/api/playback/segments/ID.ts', { file: 'ID.ts' }],
  ])('%s %s is answered without Next', (method, path, params) => {
    expect(DIRECT_ROUTER.match(method, path)?.params).toEqual(params);
  });

  test.each([
    ['GET', '/api/recorder/segments/ID'],
    ['PUT', '/api/recorder/segments/ID/x'],
    ['PUT', '/api/recorder/segments/'],
    ['POST', '/api/playback/segments/ID.ts'],
    ['GET', '/people'],
  ])('%s %s is left to Next', (method, path) => {
    expect(DIRECT_ROUTER.match(method, path)).toBeNull();
  });

  test('answer also when they refuse a body half-way, and the connection goes on', async () => {
    const endpoint = async (call: { body: AsyncIterable<Uint8Array> }) => {
      for await (const _ of call.body) break;
      return { status: 413, headers: {}, body: 'too large' };
    };
    const server = createServer((incoming, response) => {
      void serveEndpoint({ endpoint, params: {} }, incoming, response);
    });
    const port = await listen(server);
    for (let round = 0; round < 3; round += 1) {
      const body = Buffer.alloc(3_000_000);
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT', body });
      expect(response.status).toBe(413);
      expect(response.headers.get('content-length')).toBe('9');
      expect(await response.text()).toBe('too large');
    }
  });

  test('close what they send also when it fails, and cut the connection', async () => {
    let closed = 0;
    const body = {
      async *chunks() {
        yield Buffer.from('half');
        throw new Error('the disk is gone');
      },
      async close() {
        closed += 1;
      },
    };
    const server = createServer((incoming, response) => {
      const endpoint = async () => ({ status: 200, headers: { 'content-length': '100' }, body });
      serveEndpoint({ endpoint, params: {} }, incoming, response).catch(() => {});
    });
    const port = await listen(server);
    const whole = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    await expect(whole).rejects.toThrow();
    expect(closed).toBe(1);
  });
});

describe('stopping', () => {
  test('lets running requests finish and takes no others', async () => {
    const server = createServer(async (_, response) => {
      await delay(300);
      response.end('done');
    });
    const port = await listen(server);
    const running = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    await delay(100);
    const stopped = stopServer(server, 10_000);
    await delay(50);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    expect(await running).toBe('done');
    await stopped;
  });

  test('does not wait for connections that are idle, or that never say a word', async () => {
    const server = createServer((_, response) => response.end('x'));
    const port = await listen(server);
    await (await fetch(`http://127.0.0.1:${port}/`)).text();
    const mute = connect(port, '127.0.0.1').on('error', () => {});
    await once(mute, 'connect');
    const start = performance.now();
    await stopServer(server, 500);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('cuts what does not end in time', async () => {
    const server = createServer(() => {});
    const port = await listen(server);
    const endless = request({ port, host: '127.0.0.1' }).on('error', () => {});
    endless.end();
    await delay(50);
    const start = performance.now();
    await stopServer(server, 200);
    expect(performance.now() - start).toBeGreaterThan(150);
  });
});
