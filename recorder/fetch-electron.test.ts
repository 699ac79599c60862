import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fetchElectron } from './fetch-electron.ts';

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'electron-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

test('a mirror that has no such Electron is told of, and what to do', async () => {
  await withMirror(404, async () => {
    await expect(fetchElectron()).rejects.toThrow(/404.*ELECTRON_MIRROR.*--stand-in/s);
  });
});

test('other bytes than Electron’s own are refused', async () => {
  await withMirror(200, async () => {
    await expect(fetchElectron()).rejects.toThrow(/checksum/i);
  });
});

async function withMirror(status: number, use: () => Promise<void>): Promise<void> {
  const mirror = createServer((_request, response) => response.writeHead(status).end('not a zip'));
  await once(mirror.listen(0, '127.0.0.1'), 'listening');
  const { port } = mirror.address() as AddressInfo;
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${port}/`);
  try {
    await use();
  } finally {
    mirror.close();
  }
}
