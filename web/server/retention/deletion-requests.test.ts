import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { devices } from '@workcompanion/db/schema/devices';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import {
  approveDeletion,
  listDeletionRequests,
  rehearseDeletionRequest,
  requestDeletion,
} from './deletion-requests.ts';
import { endDeletionRequest } from './end-deletion-request.ts';

const DAY = 86_400_000_000;

let server: TestServer;
let asker: UserContext;
let second: UserContext;
let person: typeof devices.$inferSelect.personId;
beforeEach(async () => {
  server = await startTestServer();
  asker = await makeUser(server.context(), ['compliance']);
  second = await makeUser(server.context(), ['compliance']);
  const start = asker.now() - 10 * DAY;
  const { device } = await storeRecording(server.context(), { start, count: 2 });
  const [row] = await asker.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('no device was stored');
  person = row.personId;
});
afterEach(() => server.close());

const wish = () => ({
  person,
  from: asker.now() - 11 * DAY,
  to: asker.now() - 9 * DAY,
  reason: 'Erasure, letter of 3 November',
});

async function actions(): Promise<string[]> {
  const rows = await asker.db.select().from(auditEntries).orderBy(asc(auditEntries.seq));
  return rows
    .map(({ action }) => action)
    .filter((action) => action.startsWith('deletion-request.'));
}

describe('a request to delete a stretch', () => {
  it('is approved by somebody else, never by whoever made it, and only once', async () => {
    const { request } = await requestDeletion(asker, wish());
    await expect(approveDeletion(asker, { request })).rejects.toMatchObject({ code: 'forbidden' });
    await approveDeletion(second, { request });
    await expect(approveDeletion(second, { request })).rejects.toMatchObject({
      code: 'already-exists',
    });
    await expect(endDeletionRequest(asker, { request })).rejects.toMatchObject({
      code: 'already-exists',
    });
    const { items } = await listDeletionRequests(asker, { sort: '-requested', limit: 10 });
    expect(items).toMatchObject([
      {
        id: request,
        isOwn: true,
        requested: { by: asker.user.name },
        approved: { by: second.user.name },
        ended: null,
        carriedOutAt: null,
      },
    ]);
    expect(await actions()).toEqual(['deletion-request.made', 'deletion-request.approved']);
  });

  it('tells what it would take, with whole keys', async () => {
    const { goes, held, inUse, from, to } = await rehearseDeletionRequest(asker, wish());
    expect({ held: held.keys, inUse }).toEqual({ held: 0, inUse: 0 });
    expect(goes.keys).toBeGreaterThan(0);
    expect(goes.bytes).toBeGreaterThan(0);
    expect(to ?? 0).toBeGreaterThan(from ?? 0);
    const elsewhere = { ...wish(), to: asker.now() - 10.9 * DAY };
    expect((await rehearseDeletionRequest(asker, elsewhere)).goes.keys).toBe(0);
  });

  it('is refused by another, or taken back', async () => {
    const { request: first } = await requestDeletion(asker, wish());
    await endDeletionRequest(second, { request: first });
    const { request } = await requestDeletion(asker, wish());
    await endDeletionRequest(asker, { request });
    await expect(approveDeletion(second, { request })).rejects.toMatchObject({
      code: 'already-exists',
    });
    expect((await actions()).filter((action) => !action.endsWith('.made'))).toEqual([
      'deletion-request.refused',
      'deletion-request.taken-back',
    ]);
  });

  it('has a stretch that has begun, and a person', async () => {
    const backwards = { ...wish(), to: 0 };
    await expect(requestDeletion(asker, backwards)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const future = { ...wish(), from: asker.now() + DAY, to: asker.now() + 2 * DAY };
    await expect(requestDeletion(asker, future)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
