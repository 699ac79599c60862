import { statementHash } from '@workcompanion/core/crypto/statement';
import { CheckpointsResponse } from '@workcompanion/core/protocol/checkpoint';
import { HOUR, makeCheckpoint } from '@workcompanion/db/checkpoints/make-checkpoint';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listCheckpoints } from '../recorder/list-checkpoints.ts';
import { receiveHeartbeat } from '../recorder/receive-heartbeat.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { TestDevice } from '../testing/test-device.ts';
import { testHeartbeat } from '../testing/test-heartbeat.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const NOON = Date.UTC(2026, 10, 24, 12) * 1000;
const OTHER = `${'B'.repeat(42)}A`;
const BEAT = testHeartbeat();

let server: TestServer;
let device: TestDevice;
const at = (now: number) => device.in(server.context({ now: () => now }));

async function state(now: number, checkpoint: number, hash: string) {
  const serverKey = OTHER;
  const jws = await device.state({ kind: 'checkpoint-seen', checkpoint, hash, serverKey });
  const { results } = await receiveJournal(at(now), { statements: [jws] });
  expect(results).toMatchObject([{ receipt: expect.any(String) }]);
}

const contradictions = () =>
  server
    .context()
    .db.select()
    .from(checkpointContradictions)
    .where(eq(checkpointContradictions.deviceId, device.id));

async function hashOf(number: number): Promise<string> {
  const { db } = server.context();
  const [row] = await db.select().from(checkpoints).where(eq(checkpoints.number, number));
  return statementHash(row?.jws ?? '');
}

beforeAll(async () => {
  server = await startTestServer();
  device = await TestDevice.enrolled(server.context());
});
afterAll(() => server.close());

describe('the memory of the fleet', () => {
  it('begins with the first checkpoint, told with each heartbeat', async () => {
    expect(await receiveHeartbeat(at(NOON), BEAT)).not.toHaveProperty('checkpoint');
    const policy = await device.state({ kind: 'policy-applied', policyVersion: 1 });
    await receiveJournal(at(NOON), { statements: [policy] });
    const ctx = server.context({ now: () => NOON + 4 * HOUR });
    const signingKey = async () => ctx.keys.signing.privateKey;
    while (await makeCheckpoint({ ...ctx, signingKey }));
    const { checkpoint = '' } = await receiveHeartbeat(at(NOON), BEAT);
    expect(statementHash(checkpoint)).toBe(await hashOf(2));
  });

  it('is told what it missed, oldest first', async () => {
    const all = await listCheckpoints(at(NOON), { after: -1 });
    expect(CheckpointsResponse.parse(all).checkpoints).toHaveLength(3);
    const { checkpoints: missed } = await listCheckpoints(at(NOON), { after: 1 });
    expect(missed).toEqual(all.checkpoints.slice(2));
  });

  it('is known by what the journals state', async () => {
    await state(NOON + 5 * HOUR, 1, await hashOf(1));
    await state(NOON + 5 * HOUR, 0, await hashOf(0));
    const { db } = server.context();
    expect((await findDevice(db, device.id))?.checkpointSeen).toBe(1);
    expect(await contradictions()).toEqual([]);
  });

  it('contradicts a server that does not hold what was stated, or another', async () => {
    await state(NOON + 6 * HOUR, 2, OTHER);
    await state(NOON + 7 * HOUR, 40, OTHER);
    expect(await contradictions()).toMatchObject([
      { kind: 'replaced', checkpoint: 2, shownHash: Buffer.from(await hashOf(2), 'base64url') },
      { kind: 'withdrawn', checkpoint: 40, shownHash: null },
    ]);
    expect((await findDevice(server.context().db, device.id))?.checkpointSeen).toBe(1);
  });

  it('is kept once, and told to the audit log, however often a recorder says it', async () => {
    const problem = { kind: 'unlinked', checkpoint: 1, kept: OTHER, shown: OTHER } as const;
    for (let beat = 0; beat < 3; beat += 1) {
      await receiveHeartbeat(at(NOON), { ...BEAT, checkpointProblem: problem });
    }
    expect(await contradictions()).toHaveLength(3);
    const entries = await server.context().db.select().from(auditEntries);
    expect(entries.filter(({ action }) => action === 'checkpoint.contradicted')).toHaveLength(3);
  });
});
