import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { patientOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import {
  startTosServer,
  type TosServer,
} from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { restores } from '@workcompanion/db/schema/restores';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimEvidencePackage } from './claim-evidence-package.ts';
import { runEvidencePackage } from './run-evidence-package.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';

const START_MS = Date.parse('2026-11-18T09:00:00.000Z');
const RESTORE_MS = 300;

let server: TosServer;
let store: TosStore;
let fixture: EvidenceFixture;
beforeEach(async () => {
  server = await startTosServer({ port: 0, restoreMs: RESTORE_MS });
  store = new TosStore({ ...patientOptionsFor(server), storageClass: 'COLD_ARCHIVE' });
  fixture = await openEvidenceFixture(store);
});
afterEach(async () => {
  await fixture.dispose();
  await store.close();
  await server.close();
});

describe('a package of footage that the archive must restore first', () => {
  it('asks for it, waits, and is made when it can be read', async () => {
    const { ctx, options, make, userId } = fixture;
    const recorder = await fixture.enrol();
    await recorder.begin(START_MS - 1_000);
    const place = { display: 'MONITOR-1', startMs: START_MS, place: 'archive' } as const;
    await recorder.record({ ...place, segments: 2, segmentSeconds: 4 });
    const id = await fixture.ask(recorder, {
      from: (START_MS + 1_000) * 1000,
      to: (START_MS + 6_000) * 1000,
      displays: ['MONITOR-1'],
    });

    expect(await makeOnce()).toBe('put-back');
    expect(await fixture.row(id)).toMatchObject({
      state: 'queued',
      lastError: 'restore-needed',
      attempts: 0,
      notBefore: expect.any(Number),
    });
    const asked = await ctx.db.select().from(restores);
    expect(asked.map(({ requestedBy, tier }) => [requestedBy, tier])).toEqual([
      [userId, 'standard'],
      [userId, 'standard'],
    ]);

    const again = async () => {
      await ctx.db
        .update(evidencePackages)
        .set({ notBefore: null })
        .where(eq(evidencePackages.id, id));
      return makeOnce();
    };
    await expect.poll(again, { timeout: 60_000 }).toBe('made');
    expect(await ctx.db.select().from(restores)).toHaveLength(2);

    async function makeOnce() {
      const claimed = await claimEvidencePackage(ctx, options.leaseMs);
      if (!claimed) throw new Error('nothing was claimed');
      return runEvidencePackage(ctx, claimed, {
        ...options,
        make,
        stopping: new AbortController().signal,
      });
    }
  }, 120_000);
});
