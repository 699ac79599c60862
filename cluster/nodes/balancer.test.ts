import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KeptProcess } from '../../chaos/stage/kept-process.ts';
import { Balancer } from './balancer.ts';

const SOON = { timeout: 10_000, interval: 50 };

/** Answers with its name; whether it is ready, a test says. */
class SmallPortal {
  isReady = true;
  readonly server: Server;

  constructor(name: string) {
    this.server = createServer((request, response) => {
      const isRefused = request.url === '/api/health/ready' && !this.isReady;
      response.writeHead(isRefused ? 503 : 200).end(name);
    });
  }
}

describe.skipIf(!existsSync('/usr/sbin/haproxy'))('HAProxy', () => {
  const a = new SmallPortal('A');
  const b = new SmallPortal('B');
  const databases = ['first', 'second'].map((name) => createTcpServer((line) => line.end(name)));
  const failures: string[] = [];
  let folder: string;
  let balancer: Balancer;
  let web: number;
  let database: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workcompanion-balancer-'));
    const [portA, portB, first, second] = await Promise.all(
      [a.server, b.server, ...databases].map(listen),
    );
    if (portA === undefined || portB === undefined || first === undefined || second === undefined)
      throw new Error('a server does not listen');
    web = await freePort();
    database = await freePort();
    const ports = { portals: [portA, portB], databases: [first, second] as const, web, database };
    const logFile = join(folder, 'haproxy.log');
    balancer = await Balancer.start(folder, ports, (options) => {
      return new KeptProcess({ ...options, logFile, onFailure: (how) => failures.push(how) });
    });
  });
  afterAll(async () => {
    await balancer.process.stop();
    for (const server of [a.server, b.server, ...databases]) server.close();
    await rm(folder, { recursive: true });
    expect(failures).toEqual([]);
  });

  const askedWeb = async () => (await fetch(`http://127.0.0.1:${web}/`)).text();
  const askedDatabase = () => text(connect(database, '127.0.0.1'));
  const states = async () => [...(await balancer.portals()).values()].map(({ state }) => state);

  test('gives requests to those that are ready, and to nobody else', async () => {
    await expect.poll(states, SOON).toEqual(['UP', 'UP']);
    a.isReady = false;
    await expect.poll(states, SOON).toEqual(['DOWN', 'UP']);
    expect(new Set(await Promise.all([askedWeb(), askedWeb(), askedWeb()]))).toEqual(new Set('B'));
    a.isReady = true;
    await expect.poll(states, SOON).toEqual(['UP', 'UP']);
    [a.isReady, b.isReady] = [false, false];
    await expect.poll(states, SOON).toEqual(['DOWN', 'DOWN']);
    // Whoever is left says why by itself.
    expect(['A', 'B']).toContain(await askedWeb());
    [a.isReady, b.isReady] = [true, true];
    await expect.poll(states, SOON).toEqual(['UP', 'UP']);
    const requests = [...(await balancer.portals()).values()].map((figures) => figures.requests);
    expect(requests.at(1)).toBeGreaterThanOrEqual(3);
  });

  test('gives requests to so many portals as it is told', async () => {
    await balancer.use(1);
    await expect.poll(states, SOON).toEqual(['UP', 'MAINT']);
    expect(new Set(await Promise.all([askedWeb(), askedWeb(), askedWeb()]))).toEqual(new Set('A'));
    await balancer.use(2);
    await expect.poll(states, SOON).toEqual(['UP', 'UP']);
  });

  test('sends everybody to the second database when it is told to', async () => {
    expect(await askedDatabase()).toBe('first');
    await balancer.repoint();
    await expect.poll(askedDatabase, SOON).toBe('second');
  });
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return address.port;
}
