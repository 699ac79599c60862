import { keyThumbprint } from '@workcompanion/core/crypto/key-thumbprint';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { makeCheckpoint } from '@workcompanion/db/checkpoints/make-checkpoint';
import { readSigningKey } from '@workcompanion/db/keys/read-signing-key';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { desc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimExport } from './claim-export.ts';
import { runExport } from './run-export.ts';
import { type EvidenceFixture, openEvidenceFixture } from './testing/evidence-fixture.ts';
import { readMade } from './testing/read-made.ts';

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
    const { ctx, options, make } = fixture;
    const claimed = await claimExport(ctx, options.leaseMs);
    if (!claimed) throw new Error('nothing was claimed');
    await runExport(ctx, claimed, { ...options, make, stopping: new AbortController().signal });

    const { zip } = await readMade(fixture, id);
    const opened = await openPackage(new Blob([new Uint8Array(zip)]), null);
    if (!opened.ok) throw new Error(opened.problem);
    const verdict = await checkPackage(opened.reader, {
      serverKey: null,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    const doubts = verdict.findings.filter(
      ({ status }) => status === 'broken' || status === 'unproven',
    );
    expect(doubts).toEqual([]);
  }, 120_000);
});

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
