import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { newId, SegmentId } from '@workcompanion/core/ids';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { makeCheckpoint } from '@workcompanion/db/checkpoints/make-checkpoint';
import {
  type CheckOutcome,
  type IntegrityRunKind,
  integrityChecks,
  integrityFindings,
  integrityRuns,
} from '@workcompanion/db/schema/integrity-runs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListDevices } from '../../contract/devices.ts';
import { ListFindings } from '../../contract/integrity.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listDevices } from '../devices/list-devices.ts';
import { parseInput } from '../http/json-body.ts';
import { readOverview } from '../overview/read-overview.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { explainHistory } from './explain-history.ts';
import { listFindings } from './list-findings.ts';
import { readIntegrity } from './read-integrity.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const NOW = at('2026-11-25T12:00:00Z');

let server: TestServer;
let auditor: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  auditor = await makeUser(server.context({ now: () => NOW }), ['auditor']);
});
afterAll(() => server.close());

async function insertRun(kind: IntegrityRunKind, values: { endedAt: number | null }) {
  const [run] = await auditor.db
    .insert(integrityRuns)
    .values({ kind, startedAt: NOW - 1e9, updatedAt: NOW - 1e9, ...values })
    .returning();
  if (!run) throw new Error('no run was inserted');
  return run.id;
}

const findings = (wish: Record<string, string>) =>
  listFindings(auditor, parseInput(ListFindings, wish));

describe('integrity in the portal', () => {
  it('is empty at first', async () => {
    expect(await readIntegrity(auditor)).toEqual({
      months: [],
      sample: null,
      reconciliation: null,
      openFindings: 0,
      checkpointCheck: null,
      repair: null,
      checkpoints: {
        newest: null,
        timestamped: null,
        timestampProblem: null,
        devices: 0,
        keptBy: 0,
        serverKey: await keyThumbprint(auditor.keys.signing.publicKey),
        serverAuthority: expect.stringContaining('-----BEGIN CERTIFICATE-----'),
        databaseRole: 'restricted',
        contradictions: [],
        explanations: [],
      },
    });
    expect(await findings({ state: 'open' })).toEqual({
      items: [],
      next: null,
    });
  });

  it('tells the share of each month with its interval, and a run that died', async () => {
    const runId = await insertRun('sample', { endedAt: null });
    const check = (iso: string, outcome: CheckOutcome) => ({
      runId,
      segmentId: newId(SegmentId),
      at: at(iso),
      outcome,
      bytes: 1,
    });
    await auditor.db
      .insert(integrityChecks)
      .values([
        check('2026-10-31T23:59:59Z', 'damaged'),
        check('2026-11-01T00:00:00Z', 'playable'),
        check('2026-11-02T00:00:00Z', 'playable'),
        check('2025-10-02T00:00:00Z', 'playable'),
      ]);
    const { months, sample, reconciliation } = await readIntegrity(auditor);
    expect(months).toMatchObject([
      { month: '2026-11', checked: 2, playable: 2 },
      { month: '2026-10', checked: 1, playable: 0, interval: { low: 0 } },
    ]);
    expect(months[0]?.interval.low).toBeCloseTo(0.3424, 3);
    expect(sample).toMatchObject({ isDead: true, endedAt: null });
    expect(reconciliation).toBeNull();
  });

  it('lists findings by page, with whose footage it is', async () => {
    const { segments } = await storeRecording(server.context(), { start: NOW - 1e9, count: 1 });
    const runId = await insertRun('reconciliation', { endedAt: NOW });
    const finding = { runId, foundAt: NOW, expectedBytes: null, foundBytes: 9 };
    await auditor.db.insert(integrityFindings).values([
      { ...finding, kind: 'orphan', objectKey: 'a' },
      { ...finding, kind: 'missing', objectKey: 'b', segmentId: segments[0]?.id ?? null },
      { ...finding, kind: 'damaged', objectKey: 'c', resolvedAt: NOW },
    ]);
    const first = await findings({ state: 'open', limit: '1' });
    expect(first.items).toMatchObject([
      { kind: 'missing', objectKey: 'b', segment: { person: 'Lin Wei', hostname: 'desk-7' } },
    ]);
    const second = await findings({ state: 'open', limit: '1', cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ kind: 'orphan', segment: null }], next: null });
    const resolved = await findings({ state: 'resolved' });
    expect(resolved.items).toMatchObject([{ kind: 'damaged', resolvedAt: NOW }]);
    expect(await readIntegrity(auditor)).toMatchObject({ openFindings: 2 });
  });

  it('tells what the server has committed to, who keeps it, and who keeps another', async () => {
    const { db, keys } = auditor;
    const HOUR = 3_600_000_000;
    const device = await TestDevice.enrolled(server.context());
    const at = (now: number) => device.in(server.context({ now: () => now }));
    const say = async (body: StatementBody) =>
      await receiveJournal(at(NOW), { statements: [await device.state(body)] });
    await say({ kind: 'policy-applied', policyVersion: 1 });
    const signingKey = async () => keys.signing.privateKey;
    await makeCheckpoint({ db, now: () => NOW + 3 * HOUR, signingKey });
    const { newest } = (await readIntegrity(auditor)).checkpoints;
    const serverKey = await keyThumbprint(keys.signing.publicKey);
    const hash = newest?.hash ?? '';
    await say({ kind: 'checkpoint-seen', checkpoint: 0, hash, serverKey });
    await say({ kind: 'checkpoint-seen', checkpoint: 7, hash, serverKey });

    const { devices, ...told } = (await readIntegrity(auditor)).checkpoints;
    expect(told).toMatchObject({
      newest: { number: 0, hash },
      keptBy: 1,
      contradictions: [
        { kind: 'withdrawn', hostname: 'desk-7', checkpoint: 7, kept: hash, shown: null },
      ],
    });
    const list = await listDevices(auditor, ListDevices.parse({}));
    expect(list.items.filter(({ contradicts }) => contradicts)).toMatchObject([{ id: device.id }]);
    expect(await readOverview(auditor)).toMatchObject({ contradicted: 1, devices });
  });

  it('raises no alarm for a history that somebody has explained, and keeps it on record', async () => {
    const admin = await makeUser(server.context({ now: () => NOW }), ['admin']);
    const reason = 'The backup of Monday was restored after a disk had died.';
    await explainHistory(admin, { firstCheckpoint: 5, lastCheckpoint: 6, reason });
    expect(await readOverview(auditor)).toMatchObject({ contradicted: 1 });
    await explainHistory(admin, { firstCheckpoint: 7, lastCheckpoint: 9, reason });
    expect(await readOverview(auditor)).toMatchObject({ contradicted: 0 });
    const { checkpoints } = await readIntegrity(auditor);
    expect(checkpoints.contradictions).toMatchObject([{ checkpoint: 7, isExplained: true }]);
    expect(checkpoints.explanations).toMatchObject([
      { firstCheckpoint: 7, lastCheckpoint: 9, reason, explainedBy: admin.user.name },
      { firstCheckpoint: 5 },
    ]);
  });
});
