import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkUploadReceipts } from '../../../cluster/chaos/check-upload-receipts.ts';
import { Fleet } from '../../../cluster/fleet/fleet.ts';
import { makeEnrolmentToken } from '../../../scripts/processes/make-enrolment-token.ts';
import { serveEndpoint } from '../native/serve-endpoint.ts';
import { ROUTER } from '../router.ts';
import { shareContext } from '../shared-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { cookieOf, makeUser } from '../testing/test-user.ts';

const RECORDERS = 2;
const GENEROUS = { timeout: 30_000, interval: 50 };

let server: TestServer;
let portal: Server;
let url: string;
let fleet: Fleet;
let cookie: string;
const footage = Buffer.alloc(188 * 40, 'G');

beforeAll(async () => {
  server = await startTestServer();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const ctx = server.context({ publicUrl: url });
  shareContext(Promise.resolve(ctx));
  portal = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const match = ROUTER.match(request.method ?? 'GET', path);
    if (match) serveEndpoint(match, request, response).catch(() => response.destroy());
    else response.writeHead(404).end();
  }).listen(port, '127.0.0.1');
  await once(portal, 'listening');
  const viewer = await makeUser(ctx, ['compliance']);
  cookie = await cookieOf(ctx, viewer.user.id, viewer.session.id);
  const token = await makeEnrolmentToken(ctx.db, { label: 'fleet', maxUses: RECORDERS });
  const segment = { footage, segmentSeconds: 1, sendingMs: 100 };
  fleet = await Fleet.enrol({ url, token, recorders: RECORDERS, ...segment });
});
afterAll(async () => {
  await fleet.close();
  portal.closeAllConnections();
  portal.close();
  await server.close();
});

function check() {
  return checkUploadReceipts({
    fleet,
    footage,
    cluster: {
      portals: [{ letter: 'A', url }],
      postgres: { primary: { ownerUrl: server.databaseUrl } },
    },
    askPortal: (at, path) => fetch(`${at.url}${path}`, { headers: { cookie } }),
  });
}

test('what a fleet was receipted plays, what is gone is lost, and what is there twice is told', async () => {
  fleet.start();
  await expect.poll(() => fleet.figures().sent, GENEROUS).toBeGreaterThanOrEqual(4);
  expect(await fleet.drain(20_000)).toBe(true);
  const { sent, refused, waiting } = fleet.figures();
  expect({ waiting, refused: refused.size }).toEqual({ waiting: 0, refused: 0 });
  const whole = { receipts: sent, played: sent, lost: [], doubled: [], beyond: 0 };
  expect(await check()).toEqual(whole);

  const [gone] = (await server.files()).filter((file) => file.endsWith('.ts'));
  if (gone === undefined) throw new Error('nothing is stored');
  await rm(join(server.hotDir, gone));
  await server.owner.execute(sql`
    insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence,
      last_sequence, bytes)
    select device_id, recording_id, display, starts_at, ends_at, 1000, 1001, bytes
    from spans limit 1`);
  const found = await check();
  expect(found).toMatchObject({ played: sent - 1, doubled: ['1 spans that overlap'] });
  expect(found.lost).toEqual([expect.stringMatching(/at portal A: /)]);
}, 60_000);
