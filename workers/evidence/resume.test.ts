import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { cases } from '@workcompanion/db/schema/cases';
import { evidencePackageParts, evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimedEvidencePackage, claimEvidencePackage } from './claim-evidence-package.ts';
import { makePackage } from './make-package.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { clockOf } from './testing/drawn-footage.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import type { MortalOptions } from './testing/mortal-evidence-package.ts';
import { readMade } from './testing/read-made.ts';
import { tidyEvidencePackages } from './tidy-evidence-packages.ts';
import { workFolderOf } from './work-folder.ts';

const PROGRAM = fileURLToPath(new URL('./testing/mortal-evidence-package.ts', import.meta.url));
const START_MS = Date.parse('2026-11-18T09:00:00.000Z');
/** Long for a test to wait, and short for a busy machine. */
const LEASE_MS = 4_000;
const SEGMENT_SECONDS = 4;
const SEGMENTS = 7;
const PARTS = 6;
/** Seconds of the recording. */
const CLIP = { from: 1.4, to: 26.2 } as const;
const DISPLAYS = ['MONITOR-1', 'MONITOR-2'];

let fixture: EvidenceFixture;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
});
afterEach(() => fixture.dispose());

async function ask(displays = DISPLAYS): Promise<EvidencePackageId> {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS - 1_000);
  for (const [index, display] of displays.entries()) {
    const about = { segments: SEGMENTS, segmentSeconds: SEGMENT_SECONDS, display };
    await recorder.record({ ...about, startMs: START_MS + index * 100 });
  }
  const at = (seconds: number): number => START_MS * 1000 + Math.round(seconds * 1_000_000);
  return fixture.ask(recorder, { from: at(CLIP.from), to: at(CLIP.to), displays });
}

function options() {
  return { ...fixture.options, leaseMs: LEASE_MS, partSeconds: SEGMENT_SECONDS };
}

function partsOf(id: EvidencePackageId) {
  const { db } = fixture.ctx;
  return db
    .select()
    .from(evidencePackageParts)
    .where(eq(evidencePackageParts.evidencePackageId, id))
    .orderBy(asc(evidencePackageParts.part));
}

/** A worker's process, killed when so many parts are finished. */
async function killedAfter(id: EvidencePackageId, parts: number): Promise<void> {
  const mortal: MortalOptions = {
    databaseUrl: fixture.database.url,
    folder: fixture.folder,
    masterKey: fixture.ctx.masterKey.toString('hex'),
    options: options(),
    dieAt: 'never',
  };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, MORTAL_EVIDENCE_PACKAGE: JSON.stringify(mortal) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  try {
    const finished = async () => (await partsOf(id)).length;
    await expect.poll(finished, { timeout: 300_000, interval: 20 }).toBeGreaterThanOrEqual(parts);
  } finally {
    child.kill('SIGKILL');
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
}

/** This process stops when it has made so many parts, as at a restart. */
async function stoppedAfter(id: EvidencePackageId, parts: number): Promise<void> {
  const { ctx } = fixture;
  const stopping = new AbortController();
  let finished = 0;
  let last = -1;
  const claimed = await claim();
  const isOfThis = ({ name }: { readonly name: string }) => name.endsWith(`.${claimed.lease}`);
  const outcome = await runEvidencePackage(ctx, claimed, {
    ...options(),
    make: (making) => makePackage(ctx, options(), making),
    stopping: stopping.signal,
    onTold: ({ step, done }) => {
      if (step !== 'videos' || done === last) return;
      last = done;
      void partsOf(id).then((rows) => {
        const own = rows.filter(({ files }) => files.some(isOfThis));
        finished = Math.max(finished, own.length);
        if (finished >= parts) stopping.abort();
      });
    },
  });
  expect(outcome).toBe('put-back');
}

async function claim(): Promise<ClaimedEvidencePackage> {
  let claimed: ClaimedEvidencePackage | null = null;
  const tryOnce = async () => {
    claimed ??= await claimEvidencePackage(fixture.ctx, LEASE_MS);
    return claimed;
  };
  await expect.poll(tryOnce, { timeout: 60_000 }).not.toBeNull();
  if (claimed === null) throw new Error('nothing was claimed');
  return claimed;
}

/** The next claim, with what its parts were when the package was whole. */
async function goOn(id: EvidencePackageId) {
  const { ctx } = fixture;
  const told: number[] = [];
  let parts: Awaited<ReturnType<typeof partsOf>> = [];
  const outcome = await runEvidencePackage(ctx, await claim(), {
    ...options(),
    make: async (making) => {
      const file = await makePackage(ctx, options(), making);
      parts = await partsOf(id);
      return file;
    },
    stopping: new AbortController().signal,
    onTold: ({ step, done }) => {
      if (step === 'videos') told.push(done);
    },
  });
  expect(outcome).toBe('made');
  return { parts, told };
}

describe('a package that goes on', () => {
  it('makes only what its worker had not finished when it was killed', async () => {
    const id = await ask();
    await killedAfter(id, 3);
    const before = await partsOf(id);
    expect(before.length).toBeLessThan(PARTS);
    expect(await fixture.row(id)).toMatchObject({ state: 'running', wrappedKey: null });

    const { parts, told } = await goOn(id);
    expect(parts).toHaveLength(PARTS);
    expect(parts.slice(0, before.length)).toEqual(before);
    const names = parts.map(({ files }) => files.map(({ name }) => name));
    for (const [part, name] of names.entries()) {
      const lease = part < before.length ? 1 : 2;
      expect(name).toEqual([0, 1, 2].map((video) => `part-${part}-${video}.${lease}`));
    }
    // What is finished already is told as finished at once, and nothing goes back.
    expect(told).toEqual([...told].sort((a, b) => a - b));

    const made = await readMade(fixture, id);
    for (const [index, path] of ['video/display-1.mp4', 'video/display-2.mp4'].entries()) {
      const { frames, width, seconds } = await made.video(path);
      const clocks = frames.map(({ picture }) => clockOf(picture, width));
      const first = START_MS + 1_400 + index * 100;
      expect(clocks).toEqual(Array.from({ length: 124 }, (_, frame) => first + frame * 200));
      for (const [frame, { time }] of frames.entries()) {
        expect(time).toBeCloseTo(index * 0.1 + frame * 0.2, 3);
      }
      expect(seconds).toBeCloseTo(CLIP.to - CLIP.from, 2);
    }
    // Side by side there is a picture for each of either display.
    expect((await made.video('video/side-by-side.mp4')).frames).toHaveLength(247);
    expect(await partsOf(id)).toEqual([]);
    expect(await fixture.row(id)).toMatchObject({ wrappedWorkKey: null });
    expect(await readdir(join(fixture.options.folder, 'work'))).toEqual([]);
  }, 600_000);

  it('makes a part anew whose file has changed, or is gone', async () => {
    const id = await ask(['MONITOR-1']);
    await stoppedAfter(id, 3);
    const [damaged, lost, kept] = await partsOf(id);
    const folder = workFolderOf(fixture.options.folder, id);
    const file = await open(join(folder, damaged?.files[0]?.name ?? ''), 'r+');
    await file.write(Buffer.of(1, 2, 3), 0, 3, 1_000);
    await file.close();
    await rm(join(folder, lost?.files[0]?.name ?? ''));
    const { parts } = await goOn(id);
    expect(parts.slice(0, 3).map(({ files }) => files[0]?.name)).toEqual([
      'part-0-0.2',
      'part-1-0.2',
      'part-2-0.1',
    ]);
    expect(parts[0]?.files[0]?.sha256).toBe(damaged?.files[0]?.sha256);
    expect(parts[2]).toEqual(kept);
    const { video } = await readMade(fixture, id);
    expect((await video('video/display-1.mp4')).frames).toHaveLength(124);
  }, 600_000);

  it('makes all anew when what is burned in has changed, or the folder is another', async () => {
    const id = await ask(['MONITOR-1']);
    await stoppedAfter(id, 2);
    await fixture.database.owner.db.update(cases).set({ title: 'Invoices of November' });
    await stoppedAfter(id, 2);
    const renamed = await partsOf(id);
    expect(renamed.slice(0, 2).map(({ files }) => files[0]?.name)).toEqual([
      'part-0-0.2',
      'part-1-0.2',
    ]);
    await rm(workFolderOf(fixture.options.folder, id), { recursive: true });
    const { parts } = await goOn(id);
    expect(parts.map(({ files }) => files[0]?.name)).toEqual(
      Array.from({ length: PARTS }, (_, part) => `part-${part}-0.3`),
    );
  }, 600_000);

  it('leaves nothing when it is cancelled while it waits', async () => {
    const id = await ask(['MONITOR-1']);
    await stoppedAfter(id, 1);
    const { ctx, options: where } = fixture;
    expect(await tidyEvidencePackages(ctx, where.folder)).toBe(0);
    expect(await partsOf(id)).not.toEqual([]);
    await ctx.db
      .update(evidencePackages)
      .set({ state: 'cancelled' })
      .where(eq(evidencePackages.id, id));
    expect(await tidyEvidencePackages(ctx, where.folder)).toBe(1);
    expect(await partsOf(id)).toEqual([]);
    expect(await readdir(join(where.folder, 'work'))).toEqual([]);
  }, 600_000);
});
