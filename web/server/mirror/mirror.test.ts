import {
  CaseId,
  ClipId,
  type DeviceId,
  newId,
  PersonId,
  ShareId,
  UserId,
} from '@workcompanion/core/ids';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { evidencePackageEvents } from '@workcompanion/db/schema/evidence-packages';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListViews } from '../../contract/views.ts';
import type { UserContext } from '../auth/user-context.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { listRemarks } from '../remarks/list-remarks.ts';
import { answerRemark, makeRemark } from '../remarks/remarks.ts';
import { insertEvidencePackage } from '../testing/make-evidence.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { listViews } from '../views/list-views.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { declarePurpose } from '../watching/declare-purpose.ts';
import { requirePurpose } from '../watching/require-purpose.ts';
import { listOwnEvidencePackages } from './list-own-evidence-packages.ts';
import { readMirror } from './read-mirror.ts';

let server: TestServer;
let viewer: UserContext;
let self: UserContext;
let device: TestDevice;
let person: PersonId;
const NOW = Date.now() * 1000;

beforeAll(async () => {
  server = await startTestServer();
  viewer = await makeUser(server.context(), ['compliance']);
  device = await TestDevice.enrolled(viewer);
  person = await personOf(device.id);
  const account = await makeUser(server.context(), ['employee']);
  await account.db.update(users).set({ personId: person }).where(eq(users.id, account.user.id));
  self = { ...account, user: { ...account.user, personId: person } };
});
afterAll(() => server.close());

async function personOf(id: DeviceId): Promise<PersonId> {
  const [row] = await viewer.db.select().from(devices).where(eq(devices.id, id));
  return PersonId.parse(row?.personId);
}
/** Each in a view of its own. */
const watch = async (from: number) => {
  const then = { ...viewer, now: () => from + 3_600_000_000 };
  const purposeId = await requirePurpose(then, device.id);
  const stretch = { kind: 'footage', display: 'HDMI-1', from, to: from + 1_000_000 } as const;
  await logDelivery(then, { device: device.id, purposeId, stretch });
};
const views = (ctx: UserContext, more: { cursor?: string; limit?: number } = {}) =>
  listViews(ctx, ListViews.parse({ person, ...more }));

test('people see how they are recorded, by which policy, and what they acknowledged', async () => {
  expect((await readMirror(self)).devices).toMatchObject([
    { id: device.id, isRevoked: false, policy: { version: 1 }, acknowledged: null },
  ]);
  const entry = await device.state({
    kind: 'notice-acknowledged',
    noticeVersion: 1,
    textSha256: 'a'.repeat(64),
    locale: 'en',
    userName: 'lin.wei',
  });
  await receiveJournal(device.in(server.context()), { statements: [entry] });
  const [seen] = (await readMirror(self)).devices;
  expect(seen?.acknowledged?.version).toBe(1);
});

test('whoever is not recorded has no mirror', async () => {
  await expect(readMirror(viewer)).rejects.toMatchObject({ code: 'forbidden' });
});

describe('the view log', () => {
  test('tells auditors everything, and people what concerns them, but an investigation later', async () => {
    await watch(NOW);
    await declarePurpose(viewer, {
      person,
      reason: 'security-incident',
      note: 'Case 7',
      undisclosedDays: 5,
    });
    await watch(NOW + 5_000_000);
    const auditor = await makeUser(server.context(), ['auditor']);
    expect((await views(auditor)).items).toMatchObject([
      { reason: 'security-incident', note: 'Case 7', person: { id: person } },
      { reason: null, undisclosedUntil: null },
    ]);
    expect((await views(self)).items).toMatchObject([{ reason: null, user: { name: 'Ada' } }]);
  });

  test('comes page by page without a view lost or told twice', async () => {
    for (let count = 1; count < 8; count += 1) await watch(NOW + count * 3_600_000_000);
    const auditor = await makeUser(server.context(), ['auditor']);
    const all = (await views(auditor)).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await views(auditor, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });

  test('is nobody else’s', async () => {
    await expect(views(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    const of = ListViews.parse({ user: newId(UserId) });
    await expect(listViews(self, of)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a remark', () => {
  const stretch = { from: NOW - 10_000_000, to: NOW };
  const seenBy = (ctx: UserContext) =>
    listRemarks(ctx, { person, from: NOW - 3_600_000_000, to: NOW });

  test('of the person is read by who may watch, and answered once', async () => {
    const { id } = await makeRemark(self, { kind: 'dispute', ...stretch, text: 'On the phone.' });
    const answer = { remark: id, answer: 'Agreed.' };
    await expect(answerRemark(self, answer)).rejects.toMatchObject({ code: 'forbidden' });
    await answerRemark(viewer, answer);
    await expect(answerRemark(viewer, answer)).rejects.toMatchObject({ code: 'already-exists' });
    expect((await seenBy(viewer)).items).toMatchObject([
      { id, kind: 'dispute', text: 'On the phone.', answer: 'Agreed.', answeredBy: 'Ada' },
    ]);
    expect(await seenBy(self)).toEqual(await seenBy(viewer));
  });

  test('is made by nobody but the person, and of a stretch', async () => {
    const remark = { kind: 'note', ...stretch, text: 'x' } as const;
    await expect(makeRemark(viewer, remark)).rejects.toMatchObject({ code: 'forbidden' });
    const backwards = { ...remark, to: stretch.from - 1 };
    await expect(makeRemark(self, backwards)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('packages of the own footage', () => {
  const asked = { limit: 50 };

  test('are told once they are made, and those of an undisclosed investigation later', async () => {
    const clip = newId(ClipId);
    const caseId = newId(CaseId);
    const by = viewer.user.id;
    const at = { createdAt: NOW, createdBy: by };
    await viewer.db.insert(cases).values({ id: caseId, title: 'Case 12', ...at });
    const stretch = { footageFrom: NOW - 60_000_000, footageTo: NOW };
    const displays = [{ device: device.id, display: 'HDMI-1' }];
    await viewer.db
      .insert(clips)
      .values({ id: clip, caseId, personId: person, title: 'x', displays, ...stretch, ...at });
    await insertEvidencePackage(viewer, { clip, by, state: 'queued' });
    expect((await listOwnEvidencePackages(self, asked)).items).toEqual([]);
    const told = await insertEvidencePackage(viewer, { clip, by, state: 'made' });
    const purpose = await declarePurpose(viewer, {
      person,
      reason: 'security-incident',
      note: 'x',
      undisclosedDays: 30,
    });
    const hidden = await insertEvidencePackage(viewer, {
      clip,
      by,
      state: 'made',
      purposeId: purpose.id,
    });
    const { items } = await listOwnEvidencePackages(self, asked);
    expect(items).toMatchObject([
      { id: told, userName: 'Ada', reason: 'legal-request', receivers: [] },
    ]);
    const later = { ...self, now: () => NOW + 31 * 86_400_000_000 };
    expect((await listOwnEvidencePackages(later, asked)).items.map(({ id }) => id)).toEqual([
      hidden,
      told,
    ]);
    await expect(listOwnEvidencePackages(viewer, asked)).rejects.toMatchObject({
      code: 'forbidden',
    });

    // Downloaded twice by Ada; opened by a link; a wrong passcode received nothing.
    const share = newId(ShareId);
    await viewer.db.insert(shares).values({
      id: share,
      evidencePackageId: told,
      tokenHash: Buffer.from('token'),
      passcodeHash: 'x',
      recipient: 'R. Weber',
      mayDownload: false,
      expiresAt: NOW,
      ...at,
    });
    const events = [
      { action: 'share-refused', shareId: share },
      { action: 'downloaded', userId: by },
      { action: 'share-opened', shareId: share },
      { action: 'downloaded', userId: by },
    ] as const;
    await viewer.db
      .insert(evidencePackageEvents)
      .values(events.map((event) => ({ evidencePackageId: told, at: NOW, ...event })));
    expect((await listOwnEvidencePackages(self, asked)).items).toMatchObject([
      { receivers: ['Ada', 'R. Weber'] },
    ]);
  });
});
