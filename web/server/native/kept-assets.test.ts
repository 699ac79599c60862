import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compressAssets } from '../../../scripts/start/compress-assets.ts';
import { KeptAssets } from './kept-assets.ts';

let folder: string;
const servers: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'workcompanion-assets-'));
  await writeFile(path.join(folder, 'secret.txt'), 'not for anybody');
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

/** A node with a build of its own, and what it keeps; 404 stands for what Next answers. */
async function startNode(build: string, files: Readonly<Record<string, string>>) {
  const built = path.join(folder, build);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(built, name)), { recursive: true });
    await writeFile(path.join(built, name), text);
  }
  await compressAssets(built);
  const assets = await KeptAssets.open({ built, kept: path.join(folder, 'kept') });
  const server = createServer(async (request, response) => {
    if (!(await assets.answer(request, response))) response.writeHead(404).end('of Next');
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return (name: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}/_next/static/${name}`, init);
}

test('a node serves what other builds have, the release before and the node beside, and no more', async () => {
  await startNode('before', { 'chunks/old.js': 'old', 'abc/_buildManifest.js': 'manifest' });
  const ask = await startNode('now', { 'chunks/new.js': 'new' });
  const old = await ask('chunks/old.js');
  expect([old.status, await old.text()]).toEqual([200, 'old']);
  expect(old.headers.get('content-type')).toBe('application/javascript; charset=utf-8');
  expect(old.headers.get('cache-control')).toContain('immutable');
  expect((await ask('abc/_buildManifest.js')).status).toBe(200);
  expect(await (await ask('chunks/new.js')).text()).toBe('new');
  for (const name of ['chunks/none.js', 'chunks', '..%2fsecret.txt', '']) {
    expect((await ask(name)).status).toBe(404);
  }
  expect((await ask('chunks/new.js', { method: 'POST' })).status).toBe(404);
});

test('a file comes in the smallest form that the browser takes and the build has', async () => {
  const text = 'export const answer = 42;\n'.repeat(100);
  const ask = await startNode('now', { 'chunks/long.js': text, 'chunks/short.js': 'short' });
  const formOf = async (name: string, encodings: string) => {
    const answer = await ask(name, { headers: { 'accept-encoding': encodings } });
    const { headers } = answer;
    expect(headers.get('vary')).toBe('accept-encoding');
    expect(headers.get('content-type')).toBe('application/javascript; charset=utf-8');
    // As it was decoded by the client.
    return [headers.get('content-encoding'), await answer.text()];
  };
  expect(await formOf('chunks/long.js', 'gzip, deflate, br')).toEqual(['br', text]);
  expect(await formOf('chunks/long.js', 'gzip, br;q=0')).toEqual(['gzip', text]);
  expect(await formOf('chunks/long.js', '*')).toEqual(['br', text]);
  expect(await formOf('chunks/long.js', 'identity')).toEqual([null, text]);
  expect(await formOf('chunks/short.js', 'br')).toEqual([null, 'short']);
  const head = await ask('chunks/long.js', {
    method: 'HEAD',
    headers: { 'accept-encoding': 'br' },
  });
  expect(Number(head.headers.get('content-length'))).toBeLessThan(text.length / 10);
});

test('what a browser still has is not sent again, form by form', async () => {
  const ask = await startNode('now', { 'chunks/long.js': 'a line\n'.repeat(1000) });
  const withEtag = async (encoding: string, etag: string) => {
    const headers = { 'accept-encoding': encoding, 'if-none-match': etag };
    return (await ask('chunks/long.js', { headers })).status;
  };
  const first = await ask('chunks/long.js', { headers: { 'accept-encoding': 'br' } });
  const etag = first.headers.get('etag') ?? '';
  expect(await withEtag('br', etag)).toBe(304);
  expect(await withEtag('gzip', etag)).toBe(200);
});

test('what no build had for a month goes, and what one has stays young', async () => {
  await startNode('before', { 'chunks/old.js': 'old', 'chunks/both.js': 'both' });
  const longAgo = new Date(Date.now() - 31 * 86_400_000);
  for (const name of ['old.js', 'both.js']) {
    await utimes(path.join(folder, 'kept', 'chunks', name), longAgo, longAgo);
  }
  await startNode('now', { 'chunks/both.js': 'both' });
  expect(await readdir(path.join(folder, 'kept', 'chunks'))).toEqual(['both.js']);
});
