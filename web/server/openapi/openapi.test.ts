import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { OPEN_ROUTES, ROUTES } from '../testing/access-table.ts';
import { mountedRoutes } from '../testing/route-files.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { OPERATIONS } from './operations.ts';
import { readDocument } from './routes.ts';

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

const AREAS = ['portal', 'playback', 'recorder', 'shared', 'health', 'metrics', 'openapi.json'];

describe('the OpenAPI document', () => {
  test('is valid', async () => {
    const document = await readDocument(await makeUser(ctx, ['admin']));
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test('describes each route that is mounted, and none besides', async () => {
    const mounted = (await Promise.all(AREAS.map(mountedRoutes))).flat();
    const names = mounted.map(({ method, path }) => `${method} ${path.replace(/\/$/, '')}`);
    expect(new Set(Object.keys(OPERATIONS))).toEqual(new Set(names));
    for (const route of [...Object.keys(ROUTES), ...OPEN_ROUTES]) {
      expect(Object.keys(OPERATIONS)).toContain(route);
    }
  });

  test('names each operation once', () => {
    const ids = Object.values(OPERATIONS).map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test('says what a route takes and gives', async () => {
    const document = await readDocument(await makeUser(ctx, ['admin']));
    expect(document).toMatchObject({
      paths: {
        '/api/portal/devices/{device}/revoke': {
          post: { parameters: [{ name: 'device', in: 'path', required: true }] },
        },
        '/api/portal/people': {
          get: {
            security: [{ session: [] }],
            parameters: [
              { name: 'q', in: 'query', required: false },
              { name: 'sort', required: false, schema: { default: 'person' } },
              { name: 'cursor' },
              { name: 'limit', schema: { maximum: 200 } },
            ],
            responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
          },
        },
        '/api/recorder/journal': { post: { security: [{ device: [] }] } },
      },
    });
  });

  test('is for who runs the system', async () => {
    const reading = readDocument(await makeUser(ctx, ['compliance']));
    await expect(reading).rejects.toMatchObject({ code: 'forbidden' });
  });
});
