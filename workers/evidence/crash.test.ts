import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import {
  evidencePackageEvents,
  evidencePackages,
} from '@workcompanion/db/schema/evidence-packages';
import { asc, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClaimedEvidencePackage, claimEvidencePackage } from './claim-evidence-package.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import type { MortalMoment, MortalOptions } from './testing/mortal-evidence-package.ts';
import { readMade } from './testing/read-made.ts';
import { tidyEvidencePackages } from './tidy-evidence-packages.ts';

const PROGRAM = fileURLToPath(new URL('./testing/mortal-evidence-package.ts', import.meta.url));
const START_MS = Date.parse('2026-11-18T09:00:00.000Z');

let fixture: EvidenceFixture;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
});
afterEach(() => fixture.dispose());

async function ask(): Promise<EvidencePackageId> {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS - 1_000);
  const about = { segments: 2, segmentSeconds: 5, startMs: START_MS };
  for (const display of ['MONITOR-1', 'MONITOR-2']) await recorder.record({ ...about, display });
  return fixture.ask(recorder, {
    from: (START_MS + 1_000) * 1000,
    to: (START_MS + 9_000) * 1000,
    displays: ['MONITOR-1', 'MONITOR-2'],
  });
}

async function killedAt(dieAt: MortalMoment): Promise<void> {
  const mortal: MortalOptions = {
    databaseUrl: fixture.database.url,
    folder: fixture.folder,
    masterKey: fixture.ctx.masterKey.toString('hex'),
    options: fixture.options,
    dieAt,
  };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, MORTAL_EVIDENCE_PACKAGE: JSON.stringify(mortal) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

/** By the next process, once the lease of the dead one has lapsed: `resume.test.ts` waits for that. */
async function claimLapsed(id: EvidencePackageId): Promise<ClaimedEvidencePackage> {
  const { ctx, options } = fixture;
  expect(await claimEvidencePackage(ctx, options.leaseMs)).toBeNull();
  const lapsed = { leaseUntil: sql`now() - interval '1 second'` };
  await ctx.db.update(evidencePackages).set(lapsed).where(eq(evidencePackages.id, id));
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  if (claimed === null) throw new Error('nothing was claimed');
  return claimed;
}

const MOMENTS: readonly MortalMoment[] = [
  { step: 'gathering', done: 0 },
  { step: 'segments', done: 0.2 },
  { step: 'videos', done: 0 },
  { step: 'videos', done: 0.1 },
  { step: 'packing', done: 0 },
  { step: 'verifying', done: 0 },
  'placed',
];

describe.each(MOMENTS)('a package whose process is killed at %o', (dieAt) => {
  it('is made by the next process, and nothing of the first is left', async () => {
    const { ctx, options, make } = fixture;
    const id = await ask();
    await killedAt(dieAt);
    expect(await fixture.row(id)).toMatchObject({ state: 'running', wrappedKey: null });

    const claimed = await claimLapsed(id);
    const stopping = new AbortController().signal;
    expect(await runEvidencePackage(ctx, claimed, { ...options, make, stopping })).toBe('made');
    const { manifest } = await readMade(fixture, id);
    expect(manifest.videos).toHaveLength(3);
    await tidyEvidencePackages(ctx, options.folder);
    expect((await readdir(options.folder)).sort()).toEqual([`${id}.2.zip.sealed`, 'work']);
    expect(await readdir(`${options.folder}/work`)).toEqual([]);
    const events = await ctx.db
      .select({ action: evidencePackageEvents.action })
      .from(evidencePackageEvents)
      .where(eq(evidencePackageEvents.evidencePackageId, id))
      .orderBy(asc(evidencePackageEvents.id));
    expect(events.map(({ action }) => action)).toEqual(['started', 'made']);
  }, 120_000);
});
