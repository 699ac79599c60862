import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { objectStoreIn } from '@workcompanion/core/storage/testing/object-store-in';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimEvidencePackage } from './claim-evidence-package.ts';
import { type EvidencePackagePool, openEvidencePackagePool } from './evidence-package-pool.ts';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import { readMade } from './testing/read-made.ts';

const START_MS = Date.parse('2026-11-18T09:00:00.000Z');

let fixture: EvidenceFixture;
let pool: EvidencePackagePool;
beforeEach(async () => {
  fixture = await openEvidenceFixture();
  pool = openPool();
});
afterEach(async () => {
  await pool.close();
  await fixture.dispose();
});

function openPool(module?: URL): EvidencePackagePool {
  const { ctx, database, folder, options } = fixture;
  return openEvidencePackagePool(
    {
      databaseUrl: database.url,
      hotStore: { folder: join(folder, 'hot'), bucket: null },
      objectStore: objectStoreIn(folder),
      store: { kind: 'folder', root: join(folder, 'archive') },
      masterKey: ctx.masterKey,
      options,
    },
    module,
  );
}

async function ask(seconds: number): Promise<EvidencePackageId> {
  const recorder = await fixture.enrol();
  await recorder.begin(START_MS - 1_000);
  const about = { segments: seconds / 10, segmentSeconds: 10, startMs: START_MS };
  await recorder.record({ ...about, display: 'MONITOR-1' });
  return fixture.ask(recorder, {
    from: (START_MS + 1_000) * 1000,
    to: (START_MS + (seconds - 1) * 1_000) * 1000,
    displays: ['MONITOR-1'],
  });
}

async function run(
  by: EvidencePackagePool,
  onTold: (progress: EvidencePackageProgress) => void = () => {},
) {
  const { ctx, options } = fixture;
  const claimed = await claimEvidencePackage(ctx, options.leaseMs);
  if (!claimed) throw new Error('nothing was claimed');
  const { make } = by;
  const stopping = new AbortController().signal;
  return runEvidencePackage(ctx, claimed, { ...options, make, stopping, onTold });
}

describe('the thread of evidence packages', () => {
  it('makes a package, and tells how far it is', async () => {
    const id = await ask(20);
    const steps: string[] = [];
    expect(await run(pool, ({ step }) => steps.push(step))).toBe('made');
    expect([...new Set(steps)]).toEqual([
      'gathering',
      'segments',
      'videos',
      'packing',
      'verifying',
    ]);
    expect((await readMade(fixture, id)).manifest.videos).toHaveLength(1);
  }, 300_000);

  it('stops when the package is cancelled, and makes the next one', async () => {
    const { ctx, options } = fixture;
    const cancelled = await ask(120);
    const cancel = async () => {
      await ctx.db
        .update(evidencePackages)
        .set({ cancelledAt: 1 })
        .where(eq(evidencePackages.id, cancelled));
    };
    let asked: Promise<void> | null = null;
    const onTold = ({ step }: EvidencePackageProgress) => {
      if (step === 'videos') asked ??= cancel();
    };
    expect(await run(pool, onTold)).toBe('cancelled');
    await asked;
    expect(await readdir(join(options.folder, 'work'))).toEqual([]);

    const next = await ask(20);
    expect(await run(pool)).toBe('made');
    expect(await fixture.row(next)).toMatchObject({ state: 'made' });
  }, 300_000);

  it('puts the package back when it crashes', async () => {
    const id = await ask(20);
    const crashing = openPool(new URL('./testing/crashing-thread.ts', import.meta.url));
    try {
      expect(await run(crashing)).toBe('put-back');
    } finally {
      await crashing.close();
    }
    expect(await fixture.row(id)).toMatchObject({ state: 'queued', attempts: 1 });
    await fixture.ctx.db
      .update(evidencePackages)
      .set({ notBefore: null })
      .where(eq(evidencePackages.id, id));
    expect(await run(pool)).toBe('made');
  }, 300_000);
});
