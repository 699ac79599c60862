import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { portalRequest, requestIdOf } from './portal-request.ts';

const answers: Record<string, { status: number; body: string }> = {
  '/good': { status: 200, body: '{"n":1}' },
  '/odd': { status: 200, body: '{"n":"one"}' },
  '/refused': {
    status: 403,
    body: '{"error":{"code":"forbidden","message":"No.","requestId":"r-7","retryable":false}}',
  },
  '/proxy': { status: 502, body: '<html>' },
};
let server: Server;
let origin = '';
const schema = z.object({ n: z.number() });
const ask = (path: string) => portalRequest({ path: origin + path, answer: schema });

beforeAll(async () => {
  server = createServer((request, response) => {
    const { status, body } = answers[request.url ?? ''] ?? { status: 404, body: '' };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

describe('portalRequest', () => {
  it('gives the parsed answer', async () => {
    expect(await ask('/good')).toEqual({ n: 1 });
  });

  it("throws the server's own code and keeps the request number", async () => {
    const error = await ask('/refused').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'forbidden', retryable: false });
    expect(requestIdOf(error)).toBe('r-7');
  });

  it('refuses an answer that the contract does not know', async () => {
    await expect(ask('/odd')).rejects.toMatchObject({ code: 'internal' });
  });

  it('takes a proxy without its server, and no server at all, for a passing failure', async () => {
    await expect(ask('/proxy')).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    const nobody = portalRequest({ path: 'http://127.0.0.1:9/', answer: schema });
    await expect(nobody).rejects.toMatchObject({ code: 'unavailable' });
  });
});
