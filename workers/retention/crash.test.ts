import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  coversSegments,
  verifyDeletionCertificate,
} from '@workcompanion/core/crypto/deletion-certificate';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { deletions } from '@workcompanion/db/schema/deletions';
import { segments } from '@workcompanion/db/schema/segments';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { isNotNull } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredFootage } from '../testing/insert-footage.ts';
import type { MortalOptions } from './testing/mortal-retention.ts';
import { putRuleInForce } from './testing/put-rule-in-force.ts';
import {
  NIGHT,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from './testing/retention-fixture.ts';

const PROGRAM = fileURLToPath(new URL('./testing/mortal-retention.ts', import.meta.url));

let fixture: RetentionFixture;
beforeEach(async () => {
  fixture = await openRetentionFixture();
});
afterEach(() => fixture.dispose());

/** True when it came to its end. */
async function runUntil(dieBefore: number): Promise<boolean> {
  const options: MortalOptions = {
    databaseUrl: fixture.database.url,
    folder: fixture.folder,
    masterKey: fixture.ctx.masterKey.toString('hex'),
    now: NOW,
    night: NIGHT.night,
    dieBefore,
  };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, MORTAL_RETENTION: JSON.stringify(options) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  expect([0, null]).toContain(code);
  expect(signal).toBe(code === 0 ? null : 'SIGKILL');
  return code === 0;
}

/** What must hold at every instant. */
async function expectSafe(old: readonly StoredFootage[], young: StoredFootage): Promise<void> {
  const { db } = fixture.database;
  const objects = await fixture.objects();
  const has = (objectKey: string) => objects.filter((each) => each.endsWith(objectKey)).length;
  const destroyed = await db.select().from(dataKeys).where(isNotNull(dataKeys.destroyedAt));
  const rows = new Map((await db.select().from(segments)).map((row) => [row.id, row.state]));
  const [deletion] = await db.select().from(deletions);
  for (const { key, segments: stored } of old) {
    const isKeyGone = destroyed.some(({ id }) => id === key);
    for (const { id, objectKey } of stored) {
      const isShredded = rows.get(id) === 'shredded';
      if (isShredded) expect(isKeyGone).toBe(true);
      if (has(objectKey) < 2) expect(isShredded).toBe(true);
      if (deletion?.finishedAt) expect(has(objectKey)).toBe(0);
    }
  }
  expect(destroyed.map(({ wrapped }) => wrapped)).toEqual(destroyed.map(() => null));
  expect(destroyed.every(({ deletionId }) => deletionId === deletion?.id)).toBe(true);
  for (const { objectKey } of young.segments) expect(has(objectKey)).toBe(2);
}

describe('a deletion whose process is killed before each of its steps in turn', () => {
  it('never leaves an object without its key gone, nor a certificate with an object left', async () => {
    const { database } = fixture;
    const device = await insertDevice(database.db);
    const old = [
      await fixture.record({ device, count: 2, daysAgo: 41, state: 'cold' }),
      await fixture.record({ device, count: 2, daysAgo: 40, state: 'archived' }),
    ];
    const young = await fixture.record({ device, count: 1, daysAgo: 3 });
    await putRuleInForce(database.db, { days: 30 });

    let kills = 0;
    // The first steps are those of a look at what is there.
    for (let dieBefore = 3; !(await runUntil(dieBefore)); dieBefore += 1) {
      kills += 1;
      await expectSafe(old, young);
    }
    expect(kills).toBeGreaterThan(15);
    await expectSafe(old, young);
    const [deletion, ...others] = await database.db.select().from(deletions);
    expect(others).toEqual([]);
    const certificate = await verifyDeletionCertificate(
      deletion?.certificate ?? '',
      fixture.signing,
    );
    expect(
      coversSegments(
        certificate,
        old.flatMap((each) => each.segments),
      ),
    ).toBe(true);
    const told = await database.db.select({ action: auditEntries.action }).from(auditEntries);
    expect(told.map(({ action }) => action)).toEqual(['keys.destroyed', 'footage.deleted']);
    const left = await fixture.objects();
    expect(left).toHaveLength(2);
  }, 180_000);
});
