import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineRoutes } from '../../contract/define-routes.ts';
import { knownOf, told, toldShape, toldWhole } from '../../contract/told.ts';
import { callRoute } from './call-route.ts';
import { requestIdOf } from './error-of.ts';

const answers: Record<string, { status: number; body: string }> = {
  '/api/good': { status: 200, body: '{"n":1}' },
  '/api/odd': { status: 200, body: '{"n":"one"}' },
  '/api/refused': {
    status: 403,
    body: '{"error":{"code":"forbidden","message":"No.","requestId":"r-7","retryable":false}}',
  },
  '/api/tomorrow': {
    status: 200,
    body: JSON.stringify({
      items: [
        {
          state: 'open',
          rights: ['list'],
          about: { kind: 'person', id: 1 },
          rule: { fires: 'daily' },
        },
        {
          state: 'hibernating',
          rights: ['dream', 'list', 'fly'],
          about: { kind: 'room', floor: 7 },
          rule: { fires: 'hourly' },
          mood: 'new',
        },
      ],
    }),
  },
  '/api/proxy': { status: 502, body: '<html>' },
};
const { fetch } = globalThis;
const NOBODY = 'http://127.0.0.1:9';
let server: Server;
let origin = '';
const ROUTES = defineRoutes({
  ask: {
    method: 'GET',
    path: '/api/{name}',
    params: z.object({ name: z.string() }),
    answer: z.object({ n: z.number() }),
  },
});
const LIST = defineRoutes({
  list: {
    method: 'GET',
    path: '/api/tomorrow',
    answer: z.object({
      items: z.array(
        z.object({
          state: told(z.enum(['open', 'closed'])),
          rights: knownOf(z.enum(['list', 'watch'])),
          about: toldShape('kind', [z.object({ kind: z.literal('person'), id: z.number() })]),
          rule: toldWhole(z.object({ fires: z.enum(['daily', 'never']) })),
        }),
      ),
    }),
  },
});
const ask = (name: string) => callRoute(ROUTES.ask, { name });

beforeAll(async () => {
  server = createServer((request, response) => {
    const { status, body } = answers[request.url ?? ''] ?? { status: 404, body: '' };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  // A page asks its own origin.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(origin + path, init));
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
});

describe('callRoute', () => {
  it('gives the parsed answer', async () => {
    expect(await ask('good')).toEqual({ n: 1 });
  });

  it("throws the server's own code and keeps the request number", async () => {
    const error = await ask('refused').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'forbidden', retryable: false });
    expect(requestIdOf(error)).toBe('r-7');
  });

  it('shows what a later portal has learned as unknown, and the rest as it is', async () => {
    const { items } = await callRoute(LIST.list, undefined);
    expect(items).toEqual([
      {
        state: 'open',
        rights: ['list'],
        about: { kind: 'person', id: 1 },
        rule: { fires: 'daily' },
      },
      { state: 'unknown', rights: ['list'], about: { kind: 'unknown' }, rule: null },
    ]);
  });

  it('takes nothing for new that is wrong besides', async () => {
    const answer = {
      items: [{ state: 'new', rights: 'all', about: { kind: 'person' }, rule: null }],
    };
    answers['/api/tomorrow'] = { status: 200, body: JSON.stringify(answer) };
    await expect(callRoute(LIST.list, undefined)).rejects.toMatchObject({ code: 'internal' });
  });

  it('leaves the schema itself strict, for whoever checks the portal', () => {
    const item = { rights: [], about: { kind: 'person', id: 1 }, rule: null };
    const answer = (state: string) => ({ items: [{ ...item, state }] });
    expect(LIST.list.answer.safeParse(answer('open')).success).toBe(true);
    expect(LIST.list.answer.safeParse(answer('hibernating')).success).toBe(false);
  });

  it('refuses an answer that the contract does not know', async () => {
    await expect(ask('odd')).rejects.toMatchObject({ code: 'internal' });
  });

  it('takes a proxy without its server, and no server at all, for a passing failure', async () => {
    await expect(ask('proxy')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    origin = NOBODY;
    await expect(ask('good')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
