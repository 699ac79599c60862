import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { ErrorResponse } from '@workcompanion/core/protocol/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../env.ts';
import { type RunningServer, startServer } from '../../start-server.ts';
import { createLogger } from '../log/create-logger.ts';
import { hostCheck } from './host-check.ts';

const PUBLIC_URL = 'https://recordings.example.com:8443';
let server: RunningServer;
beforeAll(async () => {
  const env = readEnv({
    DATABASE_URL: 'postgres://localhost/x',
    HOT_DIR: 'data/hot',
    PUBLIC_URL,
    PORT: '0',
    TRUSTED_PROXIES: 'loopback',
    ALLOWED_HOSTS: 'Portal.internal, 10.0.0.7',
  });
  server = await startServer(env, {
    build: 'test',
    log: createLogger('silent'),
    pages: async (_, response) => void response.end('a page'),
  });
});
afterAll(() => server.stop(0));

interface Asked {
  readonly host: string;
  readonly path?: string;
  readonly forwarded?: string;
}

async function ask({ host, path = '/people', forwarded }: Asked) {
  const sent = request(server.url, {
    path,
    agent: false,
    headers: { host, ...(forwarded !== undefined && { 'x-forwarded-host': forwarded }) },
  });
  sent.end();
  const [response] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, text: Buffer.concat(chunks).toString() };
}

describe('a request', () => {
  test.each([
    ['another name', { host: 'evil.example' }],
    ['a name that begins as ours', { host: 'recordings.example.com.evil.example' }],
    ['ours with a name before it', { host: 'evil@recordings.example.com.evil.example' }],
    ['what is no name', { host: 'a b' }],
    ['another name, told by a proxy', { host: 'localhost', forwarded: 'evil.example' }],
    ['two names', { host: 'localhost', forwarded: 'recordings.example.com, evil.example' }],
    ['another in its target', { host: 'localhost', path: 'http://evil.example/people' }],
    ['another, for a byte path', { host: 'evil.example', path: '/api/recorder/watched' }],
  ])('by %s is misdirected', async (_, asked) => {
    const { status, text } = await ask(asked);
    expect(status).toBe(421);
    const { error } = ErrorResponse.parse(JSON.parse(text));
    expect(error).toMatchObject({ code: 'misdirected', requestId: expect.stringMatching(/.{36}/) });
  });

  test.each([
    ['the public name', { host: 'recordings.example.com:8443' }],
    ['the public name in capitals, without its port', { host: 'RECORDINGS.example.com' }],
    ['the public name by a proxy', { host: '10.9.9.9', forwarded: 'recordings.example.com' }],
    ['an allowed name', { host: 'portal.internal' }],
    ['an allowed address', { host: '10.0.0.7:3000' }],
    ["this machine's own name, from it", { host: '127.0.0.1:3000' }],
    ["this machine's own address, from it", { host: '[::1]:3000' }],
  ])('by %s is answered', async (_, asked) => {
    expect(await ask(asked)).toEqual({ status: 200, text: 'a page' });
  });

  test('for health is answered by whatever name', async () => {
    const { status } = await ask({ host: '10.1.2.3', path: '/api/health/live' });
    expect(status).not.toBe(421);
    expect((await ask({ host: 'evil.example', path: '/api/healthy' })).status).toBe(421);
  });
});

test('while the portal has no name but this machine’s own, any will do', async () => {
  const local = createServer((incoming, response) => {
    const names = [
      hostCheck('http://localhost:3000', []),
      hostCheck('http://localhost:3000', ['a']),
    ];
    response.end(JSON.stringify(names.map((check) => check(incoming))));
  }).listen(0, '127.0.0.1');
  await once(local, 'listening');
  const address = local.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const sent = request({ port, agent: false, headers: { host: '192.168.1.5:3000' } });
  sent.end();
  const [response] = await once(sent, 'response');
  const [body] = await once(response, 'data');
  expect(JSON.parse(String(body))).toEqual([true, false]);
  local.close();
});
