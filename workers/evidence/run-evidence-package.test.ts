import { createHash, X509Certificate } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { keysOf } from '@workcompanion/core/storage/contract/sample-blobs';
import { BucketFolder } from '@workcompanion/core/storage/objects/bucket-folder';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { openTestTos, PATIENT } from '@workcompanion/core/storage/testing/open-test-tos';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import {
  evidencePackageEvents,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import { notifications } from '@workcompanion/db/schema/notifications';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { asc, desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimEvidencePackage } from './claim-evidence-package.ts';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';
import { type Making, makePackage } from './make-package.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { clockOf } from './testing/drawn-footage.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import { readMade } from './testing/read-made.ts';
import { expirePackages, tidyEvidencePackages } from './tidy-evidence-packages.ts';

/** Ten seconds before midnight in Shanghai, where the person is. */
const START_MS = Date.parse('2026-11-18T15:59:50.000Z');
const at = (seconds: number): number => START_MS * 1000 + Math.round(seconds * 1_000_000);

let fixture: EvidenceFixture;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
});
afterEach(() => fixture.dispose());

async function run(id: EvidencePackageId): Promise<string> {
  const { ctx, options, make } = fixture;
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  expect(claimed?.id).toBe(id);
  if (!claimed) throw new Error('nothing was claimed');
  return runEvidencePackage(ctx, claimed, {
    ...options,
    make,
    stopping: new AbortController().signal,
  });
}

async function twoDisplays() {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS - 5_000);
  const about = { segments: 2, segmentSeconds: 6 };
  await recorder.record({ ...about, display: 'MONITOR-1', startMs: START_MS });
  await recorder.record({
    ...about,
    display: 'MONITOR-2',
    startMs: START_MS + 100,
    place: 'archive',
  });
  await recorder.gap('paused', START_MS + 12_100, START_MS + 16_000, 'lunch');
  await recorder.record({
    ...about,
    segments: 1,
    display: 'MONITOR-1',
    startMs: START_MS + 16_000,
  });
  await recorder.record({
    ...about,
    segments: 1,
    display: 'MONITOR-2',
    startMs: START_MS + 16_100,
  });
  return recorder;
}

async function actions(id: EvidencePackageId): Promise<string[]> {
  const rows = await fixture.ctx.db
    .select()
    .from(evidencePackageEvents)
    .where(eq(evidencePackageEvents.evidencePackageId, id))
    .orderBy(asc(evidencePackageEvents.id));
  return rows.map(({ action }) => action);
}

describe('a package', () => {
  it('makes a package of two displays, a pause and midnight', async () => {
    const recorder = await twoDisplays();
    const displays = ['MONITOR-1', 'MONITOR-2'];
    const id = await fixture.ask(recorder, { from: at(3.4), to: at(19.2), displays });
    expect(await run(id)).toBe('made');

    const row = await fixture.row(id);
    expect(row).toMatchObject({ state: 'made', progress: 1000, step: null, lastError: null });
    const told = await fixture.ctx.db.select().from(notifications);
    expect(told).toMatchObject([
      { userId: row.requestedBy, facts: { kind: 'package-made', evidencePackage: id } },
    ]);
    const made = await readMade(fixture, id);
    expect(createHash('sha256').update(made.zip).digest('hex')).toBe(row.sha256);
    expect(made.zip.length).toBe(row.bytes);
    for (const { path, bytes, sha256 } of made.manifest.files) {
      const file = made.files.get(path);
      expect(file?.length, path).toBe(bytes);
      expect(
        createHash('sha256')
          .update(file ?? '')
          .digest('hex'),
        path,
      ).toBe(sha256);
    }
    expect([...made.files.keys()].sort()).toEqual(
      ['manifest.json', 'manifest.jws', ...made.manifest.files.map(({ path }) => path)].sort(),
    );
    const reports = made.manifest.reports.map(({ path }) =>
      String(made.files.get(path)).slice(0, 5),
    );
    expect(reports).toEqual(['%PDF-', '%PDF-']);
    const pem = String(made.files.get(made.manifest.certificates ?? ''));
    expect(new X509Certificate(pem).subject).toBe('CN=records.example.com');
    expect(made.manifest.segments).toHaveLength(6);
    expect(
      made.manifest.segments.every(({ path, absent }) => path !== null && absent === null),
    ).toBe(true);
    const [device] = made.manifest.devices;
    // Notice, policy and the recording's head come from before; the chain goes on to the first word after the clip.
    expect(device?.journal).toMatchObject({ firstIndex: 3 });
    expect(made.json('notice.json')).toMatchObject({
      acknowledgements: [{ locale: 'en', text: expect.any(String) }],
    });
    expect(made.json('custody.json')).toMatchObject({
      events: [
        { action: 'clip-selected' },
        { action: 'package-requested' },
        { action: 'package-made' },
      ],
    });

    const video = await made.video('video/display-1.mp4');
    const clocks = video.frames.map(({ picture }) => clockOf(picture, video.width));
    expect(clocks[0]).toBe(START_MS + 3_400);
    expect(clocks.at(-1)).toBe(START_MS + 19_000);
    expect(Math.abs(video.seconds - 15.8)).toBeLessThan(0.25);
    const both = await made.video('video/side-by-side.mp4');
    expect(Math.abs(both.seconds - 15.8)).toBeLessThan(0.25);
    expect(String(made.files.get('video/display-1.vtt'))).toContain('paused by the person (lunch)');

    expect(await actions(id)).toEqual(['started', 'made']);
    const audit = await fixture.ctx.db.select().from(auditEntries).orderBy(asc(auditEntries.seq));
    expect(audit.map(({ action }) => action)).toEqual([
      'clip.made',
      'evidence-package.requested',
      'evidence-package.started',
      'evidence-package.made',
    ]);
  }, 180_000);

  it('leaves nothing of the footage on the disk in plain', async () => {
    const recorder = await twoDisplays();
    const id = await fixture.ask(recorder, { from: at(1), to: at(4), displays: ['MONITOR-1'] });
    expect(await run(id)).toBe('made');
    const stored = await readFile(join(fixture.options.folder, sealedPackageKey({ id, lease: 1 })));
    for (const mark of ['manifest.json', 'ftypiso', 'avcC', 'MONITOR-1']) {
      expect(stored.includes(mark), mark).toBe(false);
    }
    expect(await readdir(join(fixture.options.folder, 'work'))).toEqual([]);
  }, 120_000);

  it('leaves out what is withheld, with its key, and what was destroyed', async () => {
    const recorder = await twoDisplays();
    const withheld = [
      { device: null, display: 'MONITOR-1', from: at(7), to: at(8), reason: 'a private letter' },
    ];
    const id = await fixture.ask(recorder, {
      from: at(1),
      to: at(20),
      displays: ['MONITOR-1'],
      redaction: { withheld, blurred: [] },
    });
    await fixture.ctx.db
      .update(dataKeys)
      .set({ wrapped: null, destroyedAt: 1 })
      .where(eq(dataKeys.id, await keyOfLast()));
    expect(await run(id)).toBe('made');
    const { manifest, json, video } = await readMade(fixture, id);
    expect(manifest.segments.map(({ absent }) => absent)).toEqual([null, 'withheld', 'shredded']);
    expect(await fixture.row(id)).toMatchObject({ segments: 2, absentSegments: 1 });
    expect(json('keys.json')).toMatchObject({
      keys: [],
      segments: [{ segment: manifest.segments[0]?.segment }],
    });
    const { frames, width } = await video('video/display-1.mp4');
    const shown = frames.flatMap(({ picture }) => clockOf(picture, width) ?? []);
    expect(Math.max(...shown)).toBeLessThan(START_MS + 12_000);
    expect(shown.filter((clock) => clock >= START_MS + 7_000 && clock < START_MS + 8_000)).toEqual(
      [],
    );
    expect(shown).toContain(START_MS + 8_000);
  }, 120_000);

  it('has native videos alone where none with a clock are asked for', async () => {
    const recorder = await twoDisplays();
    const clip = { from: at(1), to: at(9), displays: ['MONITOR-1', 'MONITOR-2'] };
    const id = await fixture.ask(recorder, { ...clip, clockVideos: false });
    expect(await run(id)).toBe('made');
    const { manifest, video } = await readMade(fixture, id);
    expect(manifest.videos).toEqual([]);
    const [one, two] = manifest.nativeVideos.map(({ path }) => path);
    expect([one, two]).toEqual(['native/display-1.mp4', 'native/display-2.mp4']);
    const { frames, width } = await video(one ?? '');
    expect(frames.flatMap(({ picture }) => clockOf(picture, width) ?? [])).toEqual(
      Array.from({ length: 40 }, (_, frame) => START_MS + 1_000 + frame * 200),
    );
  }, 120_000);

  it('opens with its password only', async () => {
    const recorder = await twoDisplays();
    const id = await fixture.ask(recorder, {
      from: at(1),
      to: at(3),
      displays: ['MONITOR-1'],
      password: 'correct horse',
    });
    expect(await run(id)).toBe('made');
    await expect(readMade(fixture, id)).rejects.toThrow();
    expect((await readMade(fixture, id, 'correct horse')).manifest.package).toBe(id);
    // No checkpoint holds it yet: it will be made anew, with this password, and no longer be needed then.
    expect(await fixture.row(id)).toMatchObject({
      uncommittedAt: expect.any(Number),
      wrappedPassword: expect.any(Buffer),
    });
    const { ctx, options } = fixture;
    await expirePackages({ ...ctx, now: () => ctx.now() + options.keep + 1 });
    expect(await fixture.row(id)).toMatchObject({ state: 'expired', wrappedPassword: null });
  }, 120_000);

  it('ends within a moment when it is cancelled, and leaves nothing', async () => {
    const recorder = await twoDisplays();
    const id = await fixture.ask(recorder, { from: at(0), to: at(22), displays: ['MONITOR-1'] });
    const { ctx } = fixture;
    const making = run(id);
    await expect.poll(async () => (await fixture.row(id)).step, { timeout: 30_000 }).not.toBeNull();
    await ctx.db
      .update(evidencePackages)
      .set({ cancelledAt: ctx.now() })
      .where(eq(evidencePackages.id, id));
    expect(await making).toBe('cancelled');
    expect(await fixture.row(id)).toMatchObject({ state: 'cancelled', wrappedKey: null });
    expect(await readdir(join(fixture.options.folder, 'work'))).toEqual([]);
  }, 120_000);

  it('waits again when its worker stops, and that counts as no try', async () => {
    const recorder = await twoDisplays();
    const id = await fixture.ask(recorder, { from: at(0), to: at(22), displays: ['MONITOR-1'] });
    const { ctx, options } = fixture;
    const stopping = new AbortController();
    const claimed = await claimEvidencePackage(ctx, options.leaseMs);
    if (!claimed) throw new Error('nothing was claimed');
    const onTold = ({ step }: EvidencePackageProgress) => {
      if (step === 'videos') stopping.abort();
    };
    const watched = { ...options, make: fixture.make, stopping: stopping.signal, onTold };
    expect(await runEvidencePackage(ctx, claimed, watched)).toBe('put-back');
    expect(await fixture.row(id)).toMatchObject({ state: 'queued', attempts: 0, lastError: null });
    expect(await run(id)).toBe('made');
  }, 120_000);

  it('waits and tries again, and fails in the end', async () => {
    const recorder = await twoDisplays();
    const id = await fixture.ask(recorder, { from: at(1), to: at(3), displays: ['MONITOR-1'] });
    const { ctx, options } = fixture;
    const noFfmpeg = { ...options, ffmpeg: join(fixture.folder, 'none') };
    const broken = {
      ...options,
      make: (making: Making) => makePackage(ctx, noFfmpeg, making),
      stopping: new AbortController().signal,
    };
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const claimed = await claimEvidencePackage(ctx, options.leaseMs);
      if (!claimed) throw new Error('nothing was claimed');
      expect(await runEvidencePackage(ctx, claimed, broken)).toBe(
        attempt < 4 ? 'put-back' : 'failed',
      );
      expect(await claimEvidencePackage(ctx, options.leaseMs)).toBeNull();
      await ctx.db
        .update(evidencePackages)
        .set({ notBefore: null })
        .where(eq(evidencePackages.id, id));
    }
    expect(await fixture.row(id)).toMatchObject({
      state: 'failed',
      attempts: 4,
      lastError: 'unavailable',
    });
    expect(await actions(id)).toEqual(['started', 'failed']);
  }, 60_000);

  it('lies in a bucket where that is the store, and what no row counts goes there too', async () => {
    const tos = await openTestTos(PATIENT);
    try {
      const bucket = new BucketFolder(tos.store, 'evidence-packages', { partBytes: 50_000 });
      const { options, make } = fixture;
      const ctx = { ...fixture.ctx, evidencePackages: bucket };
      const recorder = await twoDisplays();
      const id = await fixture.ask(recorder, { from: at(1), to: at(20), displays: ['MONITOR-1'] });
      const claimed = await claimEvidencePackage(ctx, options.leaseMs);
      if (!claimed) throw new Error('nothing was claimed');
      const stopping = new AbortController().signal;
      // What a claim has left that was killed before its row said so.
      await putBytes(bucket, sealedPackageKey({ id, lease: 0 }), Buffer.from('x'));
      expect(await runEvidencePackage(ctx, claimed, { ...options, make, stopping })).toBe('made');
      expect((await readMade({ ...fixture, ctx }, id)).manifest.package).toBe(id);
      expect((await keysOf(tos.store, '')).length).toBeGreaterThan(2);
      expect(await tidyEvidencePackages(ctx, options.folder)).toBe(1);
      expect(await keysOf(bucket, '')).toEqual([sealedPackageKey({ id, lease: 1 })]);
      await ctx.db
        .update(evidencePackages)
        .set({ state: 'expired' })
        .where(eq(evidencePackages.id, id));
      expect(await tidyEvidencePackages(ctx, options.folder)).toBe(1);
      expect(await keysOf(tos.store, '')).toEqual([]);
    } finally {
      await tos.dispose();
    }
  }, 120_000);

  it('is deleted when its time is over', async () => {
    const recorder = await twoDisplays();
    const id = await fixture.ask(recorder, { from: at(1), to: at(2), displays: ['MONITOR-1'] });
    expect(await run(id)).toBe('made');
    const { ctx, options } = fixture;
    expect(await expirePackages(ctx)).toBe(0);
    expect(await tidyEvidencePackages(ctx, options.folder)).toBe(0);
    await ctx.db.update(evidencePackages).set({ expiresAt: 1 }).where(eq(evidencePackages.id, id));
    expect(await expirePackages(ctx)).toBe(1);
    expect(await fixture.row(id)).toMatchObject({ state: 'expired', wrappedKey: null });
    expect(await tidyEvidencePackages(ctx, options.folder)).toBe(1);
    await rm(join(options.folder, 'work'), { recursive: true });
    expect(await readdir(options.folder)).toEqual([]);
    expect(await actions(id)).toEqual(['started', 'made', 'expired']);
  }, 120_000);
});

async function keyOfLast() {
  const rows = await fixture.ctx.db
    .select({ keyId: segments.keyId })
    .from(segments)
    .innerJoin(recordings, eq(recordings.id, segments.recordingId))
    .where(eq(recordings.display, 'MONITOR-1'))
    .orderBy(desc(segments.startsAt));
  const [last] = rows;
  if (!last) throw new Error('there is no key');
  return last.keyId;
}
