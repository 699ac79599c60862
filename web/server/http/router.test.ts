import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineRoutes } from '../../contract/define-routes.ts';
import { shareContext } from '../shared-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import type { BoundRoute } from './bind.ts';
import type { Call } from './call.ts';
import type { ByteSource } from './reply.ts';
import { noBody } from './route.ts';
import { Router } from './router.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  shareContext(Promise.resolve(server.context()));
});
afterAll(() => server.close());

const Thing = z.object({ thing: z.string() });
const ROUTES = defineRoutes({
  listThings: { method: 'GET', path: '/api/things', answer: null },
  makeThing: { method: 'POST', path: '/api/things', answer: null },
  listNames: { method: 'GET', path: '/api/things/names', answer: null },
  readThing: { method: 'GET', path: '/api/things/{thing}', params: Thing, answer: null },
  readParts: { method: 'GET', path: '/api/things/{thing}/parts', params: Thing, answer: null },
});

const close = vi.fn(async () => {});
const content: ByteSource = { chunks: () => noBody(), close };

/** Each answers with its name and what it was given. */
const bound = Object.values(ROUTES).map(
  (route): BoundRoute => ({
    route,
    isDirect: false,
    endpoint: async ({ params }) => ({
      status: 200,
      headers: { name: route.id, params: JSON.stringify(params) },
      body: content,
    }),
  }),
);

function ask(method: string, path: string) {
  const call: Call = {
    method,
    url: new URL(path, 'http://portal.invalid'),
    params: {},
    header: () => null,
    body: noBody(),
    signal: new AbortController().signal,
  };
  return new Router(bound).dispatch(call);
}

describe('the router', () => {
  test.each([
    ['POST', '/api/things', 'makeThing', {}],
    ['GET', '/api/things/names', 'listNames', {}],
    ['GET', '/api/things/a%2Fb%20c', 'readThing', { thing: 'a/b c' }],
    ['GET', '/api/things/names/parts', 'readParts', { thing: 'names' }],
  ])('leads %s %s to %s', async (method, path, name, params) => {
    expect((await ask(method, path)).headers).toEqual({ name, params: JSON.stringify(params) });
  });

  test.each(['/api', '/api/things/', '/api/things//parts', '/api/things/%E0', '/api/things/a/b/c'])(
    'knows nothing at %s, and says so in JSON',
    async (path) => {
      const { status, body } = await ask('GET', path);
      expect(status).toBe(404);
      expect(JSON.parse(String(body))).toMatchObject({ error: { code: 'not-found' } });
    },
  );

  test('refuses a method that a path does not take, and says which it takes', async () => {
    expect(await ask('DELETE', '/api/things')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, POST, HEAD' },
    });
  });

  test('answers HEAD as GET without the content, which it closes', async () => {
    expect(await ask('HEAD', '/api/things/names')).toMatchObject({
      status: 200,
      headers: { name: 'listNames' },
      body: null,
    });
    expect(close).toHaveBeenCalledOnce();
  });
});
