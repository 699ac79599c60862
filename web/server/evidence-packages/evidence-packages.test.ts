import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { entriesOf, readAll } from '@workcompanion/core/storage/contract/sample-blobs';
import { BucketFolder } from '@workcompanion/core/storage/objects/bucket-folder';
import { openTestTos, PATIENT } from '@workcompanion/core/storage/testing/open-test-tos';
import {
  evidencePackageEvents,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListCases } from '../../contract/cases.ts';
import {
  ListEvidencePackages,
  type RequestEvidencePackage,
} from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listCases } from '../cases/list-cases.ts';
import { readCase } from '../cases/read-case.ts';
import type { ServerContext } from '../context.ts';
import { type AccessWorld, makeAccessWorld } from '../testing/access-world.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { cancelEvidencePackage } from './cancel-evidence-package.ts';
import { decideEvidencePackage } from './decide-evidence-package.ts';
import { downloadPackage } from './download-package.ts';
import { changeEvidencePackageSettings } from './evidence-package-settings.ts';
import { listCustody } from './list-custody.ts';
import { listEvidencePackages } from './list-evidence-packages.ts';
import { readClipProof } from './read-clip-proof.ts';
import { requestEvidencePackage } from './request-evidence-package.ts';
import { retryEvidencePackage } from './retry-evidence-package.ts';

let server: TestServer;
let ctx: ServerContext;
let world: AccessWorld;
let maker: UserContext;
let other: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  world = await makeAccessWorld(ctx);
  maker = await world.as('compliance');
  other = await world.as('compliance');
});
afterAll(() => server.close());

const code = (name: string) => expect.objectContaining({ code: name });
const wish = (more: Partial<RequestEvidencePackage> = {}): RequestEvidencePackage => ({
  clip: world.evidence.clip,
  reason: 'complaint',
  note: 'Letter of the 3rd',
  password: null,
  redaction: { withheld: [], blurred: [] },
  ...more,
});
async function rowOf(id: EvidencePackageId) {
  const [row] = await ctx.db.select().from(evidencePackages).where(eq(evidencePackages.id, id));
  if (!row) throw new Error('no such package');
  return row;
}
async function eventsOf(id: EvidencePackageId) {
  const rows = await ctx.db
    .select({ action: evidencePackageEvents.action })
    .from(evidencePackageEvents)
    .where(eq(evidencePackageEvents.evidencePackageId, id))
    .orderBy(asc(evidencePackageEvents.id));
  return rows.map(({ action }) => action);
}
async function toDecide(user: UserContext): Promise<number> {
  const { items } = await listCases(user, ListCases.parse({}));
  const opened = await readCase(user, { case: world.evidence.case });
  expect(items.find(({ id }) => id === opened.id)?.toDecide).toBe(opened.toDecide);
  return opened.toDecide;
}
async function leftOut(user: UserContext, id: EvidencePackageId) {
  const asked = ListEvidencePackages.parse({ case: world.evidence.case });
  const { items } = await listEvidencePackages(user, asked);
  return items.find((item) => item.id === id)?.toDecide;
}
async function bytesOf(file: Awaited<ReturnType<typeof downloadPackage>>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.content?.chunks() ?? []) pieces.push(piece);
  await file.content?.close();
  return Buffer.concat(pieces).toString('utf8');
}

describe('a package', () => {
  test('waits for a worker, and its password lies wrapped', async () => {
    const { id, state } = await requestEvidencePackage(maker, wish({ password: 'correct horse' }));
    expect(state).toBe('queued');
    const row = await rowOf(id);
    expect(row).toMatchObject({ isProtected: true, requestedBy: maker.user.id });
    expect(row.hasClockVideos).toBe(false);
    const clocked = await requestEvidencePackage(maker, wish({ clockVideos: true }));
    expect((await rowOf(clocked.id)).hasClockVideos).toBe(true);
    if (!row.wrappedPassword) throw new Error('no password');
    expect(unwrapKey(ctx.masterKey, row.wrappedPassword, id).toString()).toBe('correct horse');
  });

  test('waits for a second person where the rules say so, who is not the first', async () => {
    const admin = await makeUser(ctx, ['admin']);
    await changeEvidencePackageSettings(admin, { secondPerson: true });
    const [ofMaker, ofOther] = [await toDecide(maker), await toDecide(other)];
    const { from, to } = world.footage;
    const withheld = { from, to, device: null, display: null, reason: 'A private letter' };
    const redaction = { withheld: [withheld], blurred: [] };
    const { id, state } = await requestEvidencePackage(maker, wish({ redaction }));
    await changeEvidencePackageSettings(admin, { secondPerson: false });
    expect(state).toBe('awaiting-approval');
    // Whoever may decide it reads what it leaves out, and why; nobody else needs to.
    expect(await leftOut(maker, id)).toBeNull();
    expect(await leftOut(other, id)).toEqual(redaction);
    // The second has one more to decide, in the list and in the case; the first has not.
    expect(await toDecide(maker)).toBe(ofMaker);
    expect(await toDecide(other)).toBe(ofOther + 1);
    const yes = { evidencePackage: id, isApproved: true, note: 'Agreed.' };
    await expect(decideEvidencePackage(maker, yes)).rejects.toEqual(code('forbidden'));
    await decideEvidencePackage(other, yes);
    await expect(decideEvidencePackage(other, yes)).rejects.toEqual(code('in-use'));
    expect(await rowOf(id)).toMatchObject({ state: 'queued', decidedBy: other.user.id });
    expect(await eventsOf(id)).toEqual(['requested', 'approved']);
    expect(await toDecide(other)).toBe(ofOther);
    expect(await leftOut(other, id)).toBeNull();
  });

  test('is cancelled at once while it waits, and by its worker while it is made', async () => {
    const { id } = await requestEvidencePackage(maker, wish());
    await cancelEvidencePackage(maker, { evidencePackage: id });
    await cancelEvidencePackage(maker, { evidencePackage: id });
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled' });
    expect(await eventsOf(id)).toEqual(['requested', 'cancelled']);
    const running = (await requestEvidencePackage(maker, wish())).id;
    await ctx.db
      .update(evidencePackages)
      .set({ state: 'running' })
      .where(eq(evidencePackages.id, running));
    await cancelEvidencePackage(maker, { evidencePackage: running });
    const row = await rowOf(running);
    expect([row.state, row.cancelledAt === null]).toEqual(['running', false]);
  });

  test('says before what it can prove, and waits for that where it shall', async () => {
    const { clip } = world.evidence;
    const proof = await readClipProof(maker, { clip });
    expect(proof).toMatchObject({ segments: expect.any(Number), destroyed: 0 });
    expect(proof.segments).toBeGreaterThan(0);
    // No hour has its checkpoint yet.
    if (proof.provableAt === null) throw new Error('a checkpoint holds it');
    const { id } = await requestEvidencePackage(maker, wish({ onceProvable: true }));
    expect(await rowOf(id)).toMatchObject({ state: 'queued', notBefore: proof.provableAt });
    const listed = await listEvidencePackages(
      maker,
      ListEvidencePackages.parse({ case: world.evidence.case }),
    );
    expect(listed.items.find((item) => item.id === id)?.waitsUntil).toBe(proof.provableAt);
    await cancelEvidencePackage(maker, { evidencePackage: id });
  });

  test('is tried again only when it failed', async () => {
    await expect(
      retryEvidencePackage(maker, { evidencePackage: world.evidence.made }),
    ).rejects.toEqual(code('in-use'));
    await retryEvidencePackage(maker, { evidencePackage: world.evidence.failed });
    expect(await rowOf(world.evidence.failed)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  test('refuses a redaction that is not of the clip', async () => {
    const { from, to } = world.footage;
    const withheld = { from, to: to + 1, device: null, display: null, reason: 'private' };
    const region = { x: 0.9, y: 0, width: 0.2, height: 0.1, isCovered: true };
    const blur = { device: world.device, display: 'HDMI-1', from, to, reason: 'a name' };
    for (const redaction of [
      { withheld: [withheld], blurred: [] },
      { withheld: [], blurred: [{ ...blur, ...region }] },
      { withheld: [], blurred: [{ ...blur, ...region, x: 0, display: 'DP-9' }] },
    ]) {
      await expect(requestEvidencePackage(maker, wish({ redaction }))).rejects.toEqual(
        code('invalid-input'),
      );
    }
  });
});

describe('a package', () => {
  const whole = { range: null, ifRange: null, headOnly: false };

  test('is downloaded whole or by range, and each time is told', async () => {
    const { made } = world.evidence;
    expect(await bytesOf(await downloadPackage(maker, { evidencePackage: made, ...whole }))).toBe(
      'a package',
    );
    const part = await downloadPackage(maker, {
      evidencePackage: made,
      ...whole,
      range: 'bytes=2-4',
    });
    expect([part.range, await bytesOf(part)]).toEqual([{ start: 2, end: 5 }, 'pac']);
    await downloadPackage(maker, { evidencePackage: made, ...whole, headOnly: true });
    const { items, selected } = await listCustody(maker, { evidencePackage: made, limit: 50 });
    expect(items).toMatchObject([
      { action: 'downloaded', userName: 'Ada' },
      { action: 'downloaded', details: { range: { start: 2, end: 5 } } },
    ]);
    expect(selected.by).toBe('Ada');
  });

  test('is downloaded by range from a bucket too, where it lies in parts', async () => {
    const { made } = world.evidence;
    const { lease } = await rowOf(made);
    const key = sealedPackageKey({ id: made, lease });
    const tos = await openTestTos(PATIENT);
    try {
      const bucket = new BucketFolder(tos.store, 'evidence-packages', { partBytes: 9 });
      const path = join(server.archiveDir, 'package');
      await writeFile(path, await readAll(ctx.evidencePackages, key));
      await bucket.adopt(key, path);
      expect(await entriesOf(tos.store, 'evidence-packages/')).toHaveLength(3);
      const reader = { ...maker, evidencePackages: bucket };
      const asked = { evidencePackage: made, ...whole };
      expect(await bytesOf(await downloadPackage(reader, asked))).toBe('a package');
      const part = await downloadPackage(reader, { ...asked, range: 'bytes=1-6' });
      expect(await bytesOf(part)).toBe(' packa');
    } finally {
      await tos.dispose();
    }
  });

  test('is gone when its time is over, whatever still lies on the disk', async () => {
    const { made } = world.evidence;
    const late = { ...maker, now: () => ctx.now() + 31 * 86_400_000_000 };
    await expect(downloadPackage(late, { evidencePackage: made, ...whole })).rejects.toEqual(
      code('not-found'),
    );
  });
});
