import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { PackageCustody } from '@workcompanion/core/evidence/package-documents';
import { NO_TRUST } from '@workcompanion/core/evidence/trust';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { type EvidencePackageId, GapId } from '@workcompanion/core/ids';
import { makeCheckpoint } from '@workcompanion/db/checkpoints/make-checkpoint';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { segments } from '@workcompanion/db/schema/segments';
import { gaps, spans } from '@workcompanion/db/schema/spans';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimEvidencePackage } from './claim-evidence-package.ts';
import { reissuePackages } from './reissue-packages.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { clockOf } from './testing/drawn-footage.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import { type MadeZip, readMade } from './testing/read-made.ts';

/** Ten seconds before midnight in Shanghai, where the person is. */
const START_MS = Date.parse('2026-11-18T15:59:50.000Z');
const HOUR_MS = 3_600_000;
const at = (seconds: number): number => START_MS * 1000 + Math.round(seconds * 1_000_000);

let fixture: EvidenceFixture;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
});
afterEach(() => fixture.dispose());

describe('a package that the workers have made', () => {
  it('is proven in all its parts once the hour has its checkpoint', async () => {
    const recorder = await fixture.enrol();
    await recorder.begin(START_MS - 2 * HOUR_MS);
    await recorder.tell(START_MS - 5_000, await seenCheckpoint());
    const about = { segments: 2, segmentSeconds: 6, display: 'MONITOR-1' };
    await recorder.record({ ...about, startMs: START_MS });
    await recorder.gap('paused', START_MS + 12_100, START_MS + 16_000, 'lunch');
    await recorder.record({ ...about, segments: 1, startMs: START_MS + 16_000 });
    const displays = ['MONITOR-1'];
    const id = await fixture.ask(recorder, { from: at(3.4), to: at(19.2), displays });
    await makeCheckpoints(START_MS + 2 * HOUR_MS);
    expect(await doubtsOf(await made(id))).toEqual([]);
  }, 300_000);

  it('holds the displays of two computers of a person, each with its own chain', async () => {
    const desk = await fixture.enrol();
    const laptop = await fixture.enrol(desk);
    for (const recorder of [desk, laptop]) await recorder.begin(START_MS - 2 * HOUR_MS);
    const seen = await seenCheckpoint();
    for (const recorder of [desk, laptop]) await recorder.tell(START_MS - 5_000, seen);
    const about = { segmentSeconds: 6, display: 'DISPLAY-1' };
    await desk.record({ ...about, segments: 1, startMs: START_MS });
    await desk.gap('signed-out', START_MS + 6_000, START_MS + 14_000, null);
    await laptop.gap('asleep', START_MS - 1_000, START_MS + 3_100, null);
    await laptop.record({ ...about, segments: 2, startMs: START_MS + 3_100 });
    const others = [{ device: laptop.id, display: 'DISPLAY-1' }];
    const clip = { from: at(1), to: at(13), displays: ['DISPLAY-1'], others };
    const id = await fixture.ask(desk, clip);
    await makeCheckpoints(START_MS + 2 * HOUR_MS);
    const zip = await made(id);
    expect(await doubtsOf(zip)).toEqual([]);
    const { devices, videos } = zip.manifest;
    expect(devices.map(({ hostname }) => hostname)).toEqual(['desk-7', 'laptop-3']);
    expect(videos.map(({ kind, device }) => ({ kind, device }))).toEqual([
      { kind: 'display', device: desk.id },
      { kind: 'display', device: laptop.id },
      { kind: 'side-by-side', device: null },
    ]);
    const second = await zip.video('video/display-2.mp4');
    const shown = second.frames.flatMap(({ picture }) => clockOf(picture, second.width) ?? []);
    expect(shown).toEqual(Array.from({ length: 50 }, (_, at) => START_MS + 3_100 + at * 200));
    const both = await zip.video('video/side-by-side.mp4');
    expect(both.chapters.map(({ title }) => title)).toEqual([
      expect.stringContaining('laptop-3 · DISPLAY-1: No footage: the computer was asleep'),
      expect.stringContaining('desk-7 · DISPLAY-1: No footage: nobody was signed in'),
    ]);
  }, 300_000);
});

describe('a package that is made before the hour has its checkpoint', () => {
  it('is asked for anew once it has, with its password, and is fully proven then', async () => {
    const recorder = await fixture.enrol();
    await recorder.begin(START_MS - 2 * HOUR_MS);
    await recorder.tell(START_MS - 5_000, await seenCheckpoint());
    await recorder.record({
      segments: 1,
      segmentSeconds: 4,
      display: 'MONITOR-1',
      startMs: START_MS,
    });
    const [clip, password] = [{ from: at(0), to: at(4), displays: ['MONITOR-1'] }, 'correct horse'];
    const id = await fixture.ask(recorder, { ...clip, password });
    await run();
    const early = await fixture.row(id);
    expect(early).toMatchObject({ state: 'made', verdict: { outcome: 'unproven' } });
    expect(early.verdict?.unproven).toContain('statements-uncommitted');
    expect(await reissuePackages(fixture.ctx)).toBe(0);
    await makeCheckpoints(START_MS + 2 * HOUR_MS);
    expect(await reissuePackages(fixture.ctx)).toBe(1);
    expect(await reissuePackages(fixture.ctx)).toBe(0);
    await run();
    const { db } = fixture.ctx;
    const [late] = await db
      .select()
      .from(evidencePackages)
      .where(eq(evidencePackages.reissueOf, id));
    expect(late).toMatchObject({
      state: 'made',
      verdict: { outcome: 'consistent', unproven: [] },
      note: early.note,
      uncommittedAt: null,
      wrappedPassword: null,
    });
    if (late === undefined) throw new Error('nothing was made anew');
    const anew = await readMade(fixture, late.id, password);
    expect(anew.manifest.package).toBe(late.id);
    // It follows the request for the first one, which the checkpoint of that hour holds.
    const { events } = PackageCustody.parse(anew.json('custody.json'));
    expect(events.map(({ action, proof }) => [action, proof?.checkpoint ?? null])).toEqual([
      ['clip-selected', expect.any(Number)],
      ['package-requested', expect.any(Number)],
      ['package-reissued', null],
      ['package-made', null],
    ]);
    expect(events[1]?.user).toBe('Grace <grace@example.com>');
    expect(await fixture.row(id)).toMatchObject({ state: 'made', wrappedPassword: null });
  }, 300_000);
});

describe('a package of footage that this server has lost', () => {
  it('names what is lost, keeps its statements, and doubts nothing else', async () => {
    const recorder = await fixture.enrol();
    await recorder.begin(START_MS - 2 * HOUR_MS);
    await recorder.tell(START_MS - 5_000, await seenCheckpoint());
    const about = { segments: 3, segmentSeconds: 4, display: 'MONITOR-1' };
    await recorder.record({ ...about, startMs: START_MS });
    await loseBytes(at(0));
    await loseRow(at(8));
    const displays = ['MONITOR-1'];
    const id = await fixture.ask(recorder, { from: at(0), to: at(12), displays });
    await makeCheckpoints(START_MS + 2 * HOUR_MS);
    const zip = await made(id);
    expect(zip.manifest.segments.map(({ start, absent }) => ({ start, absent }))).toEqual([
      { start: at(0), absent: 'unreadable' },
      { start: at(4), absent: null },
      { start: at(8), absent: 'unreadable' },
    ]);
    expect(await doubtsOf(zip)).toMatchObject(
      [at(0), at(8)].map((start) => ({
        code: 'segment-absent',
        status: 'unproven',
        params: { display: 'MONITOR-1', start, reason: 'unreadable' },
      })),
    );
    expect(await fixture.row(id)).toMatchObject({ absentSegments: 2 });
  }, 300_000);
});

/** As when a disk has failed, and the archive has no copy. */
async function loseBytes(start: number): Promise<void> {
  const { db, hot } = fixture.ctx;
  const [segment] = await db.select().from(segments).where(eq(segments.startsAt, start));
  if (segment === undefined) throw new Error('no segment');
  await hot.delete(segmentObjectKey(segment));
}

/** As a restored database takes the statement of a segment whose bytes it never finds. */
async function loseRow(start: number): Promise<void> {
  const { db } = fixture.ctx;
  await loseBytes(start);
  const { db: owner } = fixture.database.owner;
  const [segment] = await owner.delete(segments).where(eq(segments.startsAt, start)).returning();
  if (segment === undefined) throw new Error('no segment');
  const { id, deviceId, startsAt, duration } = segment;
  await db.update(spans).set({ endsAt: startsAt });
  await db.insert(gaps).values({
    id: GapId.parse(id),
    deviceId,
    display: 'MONITOR-1',
    cause: 'footage-lost',
    startsAt,
    endsAt: startsAt + duration,
  });
}

async function made(id: EvidencePackageId): Promise<MadeZip> {
  await run();
  return readMade(fixture, id);
}

/** What waits is made. */
async function run(): Promise<void> {
  const { ctx, options, make } = fixture;
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  if (!claimed) throw new Error('nothing was claimed');
  await runEvidencePackage(ctx, claimed, {
    ...options,
    make,
    stopping: new AbortController().signal,
  });
}

async function doubtsOf({ zip }: MadeZip) {
  const opened = await openPackage(new Blob([new Uint8Array(zip)]), null);
  if (!opened.ok) throw new Error(opened.problem);
  const { findings } = await checkPackage(opened.reader, {
    trust: NO_TRUST,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return findings.filter(({ status }) => status === 'broken' || status === 'unproven');
}

/** What the recorder has been handed with a heartbeat before. */
async function seenCheckpoint() {
  const made = await makeCheckpoints(START_MS - HOUR_MS);
  const { publicKey } = await serverKey();
  const [last] = await fixture.ctx.db
    .select()
    .from(checkpoints)
    .orderBy(desc(checkpoints.number))
    .limit(1);
  if (made === 0 || last === undefined) throw new Error('no checkpoint was made');
  return {
    kind: 'checkpoint-seen',
    checkpoint: last.number,
    hash: statementHash(last.jws),
    serverKey: await keyThumbprint(publicKey),
  } as const;
}

async function makeCheckpoints(nowMs: number): Promise<number> {
  const { db, masterKey } = fixture.ctx;
  const signingKey = () => readSigningKey(db, masterKey);
  let made = 0;
  while ((await makeCheckpoint({ db, now: () => nowMs * 1000, signingKey })) !== null) made += 1;
  return made;
}

async function serverKey() {
  const { db, masterKey } = fixture.ctx;
  const { d: _, ...publicKey } = await readSigningKey(db, masterKey);
  return { publicKey };
}
