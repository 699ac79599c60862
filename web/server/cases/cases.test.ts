import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import { GrantId, newId, PersonId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { grants } from '@workcompanion/db/schema/grants';
import { segments } from '@workcompanion/db/schema/segments';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ListCaseActivity, ListCaseHolds, ListCases } from '../../contract/cases.ts';
import { MAX_CLIP } from '../../contract/clips.ts';
import { ListEvidencePackages } from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { listEvidencePackages } from '../evidence-packages/list-evidence-packages.ts';
import { requestEvidencePackage } from '../evidence-packages/request-evidence-package.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { makeClip, wantClipTexts } from './case-clips.ts';
import { holdCase, listCaseHolds } from './case-holds.ts';
import { addMember, removeMember } from './case-members.ts';
import { listNotes, writeNote } from './case-notes.ts';
import { closeCase, reopenCase } from './close-case.ts';
import { listCaseActivity } from './list-case-activity.ts';
import { listCases } from './list-cases.ts';
import { makeCase } from './make-case.ts';
import { readCase } from './read-case.ts';

const MINUTE = 60_000_000;

let server: TestServer;
let ctx: ServerContext;
let maker: UserContext;
let person: PersonId;
let stored: StoredRecording;
let footage: { readonly from: number; readonly to: number };
let lane: { readonly device: typeof devices.$inferSelect.id; readonly display: string };
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  maker = await makeUser(ctx, ['compliance']);
  const start = ctx.now() - 30 * MINUTE;
  stored = await storeRecording(ctx, { start, count: 3 });
  const [row] = await ctx.db.select().from(devices).where(eq(devices.id, stored.device.id));
  person = PersonId.parse(row?.personId);
  footage = { from: start, to: start + 3 * MINUTE };
  lane = { device: stored.device.id, display: 'HDMI-1' };
});
afterAll(() => server.close());

const newCase = async () => (await makeCase(maker, { title: 'Case 12', description: '' })).id;
const wishOf = (id: Awaited<ReturnType<typeof newCase>>) => ({
  case: id,
  person,
  title: 'The invoice',
  ...footage,
  displays: [lane],
});
const code = (name: string) => expect.objectContaining({ code: name });

describe('a case', () => {
  test('is there for its members and for auditors, and for no one else', async () => {
    const id = await newCase();
    const colleague = await makeUser(ctx, ['compliance']);
    const auditor = await makeUser(ctx, ['auditor']);
    await expect(readCase(colleague, { case: id })).rejects.toEqual(code('not-found'));
    expect((await listCases(colleague, ListCases.parse({}))).items).toEqual([]);
    expect(await readCase(auditor, { case: id })).toMatchObject({ mayWork: false });
    await expect(writeNote(auditor, { case: id, text: 'x' })).rejects.toEqual(code('forbidden'));
    await addMember(maker, { case: id, user: colleague.user.id });
    expect(await readCase(colleague, { case: id })).toMatchObject({ mayWork: true });
    await removeMember(colleague, { case: id, user: maker.user.id });
    await expect(readCase(maker, { case: id })).rejects.toEqual(code('not-found'));
    await expect(removeMember(colleague, { case: id, user: colleague.user.id })).rejects.toEqual(
      code('last-member'),
    );
  });

  test('takes no member who could not export', async () => {
    const manager = await makeUser(ctx, ['manager']);
    await expect(
      addMember(maker, { case: await newCase(), user: manager.user.id }),
    ).rejects.toEqual(code('invalid-input'));
  });

  test('takes nothing more once it is closed, until it is opened again', async () => {
    const id = await newCase();
    await closeCase(maker, { case: id });
    await expect(writeNote(maker, { case: id, text: 'x' })).rejects.toEqual(code('case-closed'));
    await expect(makeClip(maker, wishOf(id))).rejects.toEqual(code('case-closed'));
    expect((await listCases(maker, ListCases.parse({ state: 'open' }))).items).not.toContainEqual(
      expect.objectContaining({ id }),
    );
    await reopenCase(maker, { case: id });
    await writeNote(maker, { case: id, text: 'On we go.' });
    const notes = await listNotes(maker, { case: id, limit: 50 });
    expect(notes.items).toMatchObject([{ text: 'On we go.', userName: 'Ada' }]);
  });

  test('tells its whole story from the audit log, that of its holds too', async () => {
    const id = await newCase();
    await makeClip(maker, { ...wishOf(id), to: footage.to - MINUTE });
    await holdCase(maker, { case: id, clip: null, reason: 'A dispute', expiresAt: null });
    const story = await listCaseActivity(maker, ListCaseActivity.parse({ case: id }));
    expect(story.items.map(({ action }) => action)).toEqual([
      'hold.placed',
      'clip.made',
      'case.made',
    ]);
    const asItCame = { case: id, sort: 'time', limit: 1 };
    const first = await listCaseActivity(maker, ListCaseActivity.parse(asItCame));
    const after = { ...asItCame, cursor: first.next ?? '' };
    const second = await listCaseActivity(maker, ListCaseActivity.parse(after));
    expect([...first.items, ...second.items].map(({ action }) => action)).toEqual([
      'case.made',
      'clip.made',
    ]);
  });
});

describe('a clip', () => {
  test('has its text read when somebody asks, and tells how far that is', async () => {
    const id = await newCase();
    const clip = await makeClip(maker, { ...wishOf(id), to: footage.to - MINUTE });
    const textsOf = async () => (await readCase(maker, { case: id })).clips[0]?.texts;
    expect(await textsOf()).toBeNull();
    const colleague = await makeUser(ctx, ['compliance']);
    await expect(wantClipTexts(colleague, { clip: clip.id })).rejects.toEqual(code('not-found'));
    await wantClipTexts(maker, { clip: clip.id });
    expect(await textsOf()).toEqual({ segments: 2, waiting: 2 });
    const queued = await ctx.db.select().from(textQueue);
    expect(queued.map(({ isWanted, deviceId }) => [isWanted, deviceId])).toEqual([
      [true, stored.device.id],
      [true, stored.device.id],
    ]);
    const [first] = queued;
    if (first === undefined) throw new Error('nothing is queued');
    await ctx.db.delete(textQueue).where(eq(textQueue.segmentId, first.segmentId));
    expect(await textsOf()).toEqual({ segments: 2, waiting: 1 });
    const [segment] = await ctx.db.select().from(segments).where(eq(segments.id, first.segmentId));
    if (segment === undefined) throw new Error('no segment');
    const { deviceId, recordingId, keyId, startsAt, duration } = segment;
    const pack = { deviceId, recordingId, keyId, hour: hourOf(startsAt), display: 'HDMI-1' };
    const read = [{ first: startsAt, last: startsAt + duration - 1 }];
    await ctx.db.insert(textPacks).values({ ...pack, engine: 'PP-OCRv4', read });
    await wantClipTexts(maker, { clip: clip.id });
    expect(await textsOf()).toEqual({ segments: 1, waiting: 1 });
    const story = await listCaseActivity(maker, ListCaseActivity.parse({ case: id }));
    expect(story.items.map(({ action }) => action).slice(0, 2)).toEqual([
      'clip.texts-wanted',
      'clip.texts-wanted',
    ]);
    await ctx.db.delete(textQueue);
  });

  test('tells whether its package will hold the key of more than its footage', async () => {
    const start = ctx.now() - 20 * MINUTE;
    const device = stored.device;
    await storeRecording(ctx, { start, count: 1, device, isOld: true });
    await storeRecording(ctx, { start: start + MINUTE, count: 1, device });
    const id = await newCase();
    const clips = [
      { title: 'before', from: footage.from, to: start },
      { title: 'across', from: start + MINUTE - 1, to: start + 2 * MINUTE },
      { title: 'after', from: start + MINUTE, to: start + 2 * MINUTE },
    ];
    for (const clip of clips) await makeClip(maker, { ...wishOf(id), ...clip });
    const told = (await readCase(maker, { case: id })).clips;
    expect(told.map(({ title, disclosesWindow }) => [title, disclosesWindow])).toEqual([
      ['before', false],
      ['across', true],
      ['after', false],
    ]);
    // Whoever is asked to agree to the package reads it too.
    for (const { id: clip } of told) {
      const redaction = { withheld: [], blurred: [] };
      const wish = { clip, reason: 'complaint', note: 'Letter of the 3rd', redaction } as const;
      await requestEvidencePackage(maker, { ...wish, password: null });
    }
    const { items } = await listEvidencePackages(maker, ListEvidencePackages.parse({ case: id }));
    const listed = items.map(({ clip, disclosesWindow }) => [clip.title, disclosesWindow]);
    expect(Object.fromEntries(listed)).toEqual({ before: false, across: true, after: false });
  });

  test('keeps what was chosen, and is held as soon as the case is', async () => {
    const id = await newCase();
    const clip = await makeClip(maker, wishOf(id));
    expect(await readCase(maker, { case: id })).toMatchObject({
      clips: [{ id: clip.id, ...footage, displays: [lane], isHeld: false, disclosesWindow: false }],
    });
    const wish = { clip: null, reason: 'A dispute', expiresAt: null };
    expect(await holdCase(maker, { case: id, ...wish })).toEqual({ holds: 1, keysGone: 0 });
    expect((await readCase(maker, { case: id })).clips).toMatchObject([{ isHeld: true }]);
    expect((await listCaseHolds(maker, ListCaseHolds.parse({ case: id }))).items).toMatchObject([
      { from: footage.from, to: footage.to, status: 'in-force' },
    ]);
  });

  test.each([
    ['of another person', () => ({ person: newId(PersonId) }), 'not-found'],
    [
      'of a display with no footage',
      () => ({ displays: [{ ...lane, display: 'DP-9' }] }),
      'not-found',
    ],
    ['of another time', () => ({ from: 0, to: MINUTE }), 'not-found'],
    ['longer than a package', () => ({ to: footage.from + MAX_CLIP + 1 }), 'range-too-long'],
  ] as const)('%s is refused', async (_, bend, expected) => {
    const wish = { ...wishOf(await newCase()), ...bend() };
    await expect(makeClip(maker, wish)).rejects.toEqual(code(expected));
  });

  test('is made by somebody who was lent the export of that very footage', async () => {
    const lent = await makeUser(ctx, ['employee']);
    await expect(makeCase(lent, { title: 'x', description: '' })).rejects.toEqual(
      code('forbidden'),
    );
    await ctx.db.insert(grants).values({
      id: newId(GrantId),
      userId: lent.user.id,
      right: 'export',
      personId: person,
      footageFrom: footage.from,
      footageTo: footage.to - MINUTE,
      reason: 'a complaint',
      expiresAt: ctx.now() + 60 * MINUTE,
      givenBy: maker.user.id,
      givenAt: ctx.now(),
    });
    const { id } = await makeCase(lent, { title: 'x', description: '' });
    await makeClip(lent, { ...wishOf(id), to: footage.to - MINUTE });
    await expect(makeClip(lent, wishOf(id))).rejects.toEqual(code('forbidden'));
  });
});
