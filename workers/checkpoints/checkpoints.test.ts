import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import type { DeviceId } from '@workcompanion/core/ids';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertEntries } from '@workcompanion/db/testing/insert-entries';
import { packByHand } from '@workcompanion/db/testing/pack-by-hand';
import { asc, isNull, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DAY,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from '../retention/testing/retention-fixture.ts';
import { checkpointCheckJob } from './check-checkpoints.ts';
import { checkpointJob } from './checkpoint-job.ts';

const HOUR = 3_600_000_000;
const START = NOW - 5 * HOUR;

let fixture: RetentionFixture;
let device: DeviceId;
let later: number;
beforeEach(async () => {
  fixture = await openRetentionFixture();
  later = NOW;
  const { db } = fixture.database;
  const keys = await generateSigningKeyPair();
  const privateKey = await readSigningKey(db, fixture.ctx.masterKey);
  const server = { privateKey, publicKey: Ed25519Jwk.parse(privateKey) };
  device = await insertDevice(db, { publicKey: keys.publicKey });
  const receivedAt = [START, START + 1, START + HOUR, START + 3 * HOUR, START + 3 * HOUR + 5];
  await insertEntries(db, { device, keys, server, receivedAt });
  await checkpointJob.run(fixture.ctx);
});
afterEach(() => fixture.dispose());

const check = () =>
  checkpointCheckJob({ at: 0, timeZone: 'UTC' }).run({ ...fixture.ctx, now: () => later });

/** As somebody with all rights over the database would. */
async function tamper(statement: ReturnType<typeof sql>) {
  await fixture.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(statement);
  });
}

async function openFindings() {
  const rows = await fixture.database.db
    .select()
    .from(integrityFindings)
    .where(isNull(integrityFindings.resolvedAt))
    .orderBy(asc(integrityFindings.id));
  return rows.map(({ kind, objectKey }) => `${kind} ${objectKey}`);
}

describe('the checkpoint job', () => {
  it('makes up for all hours that were missed, and then has nothing to do', async () => {
    const rows = await fixture.database.db.select().from(checkpoints).orderBy(checkpoints.number);
    expect(rows.map(({ statements }) => statements)).toEqual([2, 1, 0, 2]);
    expect(await checkpointJob.run(fixture.ctx)).toBeNull();
    const oneMore = { ...fixture.ctx, now: () => NOW + HOUR };
    expect(await checkpointJob.run(oneMore)).toEqual({ made: 1, statements: 0 });
  });
});

describe('the nightly check of the journals', () => {
  it('finds nothing where nothing was done, once a night', async () => {
    expect(await check()).toMatchObject({ objects: 4, findings: 0 });
    expect(await check()).toBeNull();
    expect(await fixture.database.db.select().from(auditEntries)).toEqual([]);
  });

  it('names an entry that was altered, in every column that could hide it', async () => {
    await tamper(sql`update journal_entries
      set statement = (select statement from journal_entries where index = 1),
          hash = (select hash from journal_entries where index = 1)
      where index = 3`);
    expect(await check()).toMatchObject({ findings: 2 });
    expect(await openFindings()).toEqual([
      'checkpoint-differs checkpoint/3',
      `entry-altered journal/${device}/3`,
    ]);
    expect(await fixture.database.db.select().from(auditEntries)).toMatchObject([
      { action: 'integrity.alarm', details: { kind: 'checkpoints', findings: 2 } },
    ]);
  });

  it('names an entry that was removed, and holds to it until it is back', async () => {
    await tamper(sql`create table hidden as select * from journal_entries where index = 2`);
    await tamper(sql`delete from journal_entries where index = 2`);
    await check();
    expect(await openFindings()).toEqual([
      'checkpoint-differs checkpoint/1',
      `entry-missing journal/${device}/2`,
    ]);
    await tamper(sql`insert into journal_entries select * from hidden`);
    later += DAY;
    expect(await check()).toMatchObject({ findings: 0 });
    expect(await openFindings()).toEqual([]);
  });

  it('names the first and the last entry of a journal too', async () => {
    await tamper(sql`delete from journal_entries where index in (0, 4)`);
    expect(await check()).toMatchObject({ findings: 4 });
    expect(await openFindings()).toEqual([
      'checkpoint-differs checkpoint/0',
      `entry-missing journal/${device}/0`,
      `entry-missing journal/${device}/4`,
      'checkpoint-differs checkpoint/3',
    ]);
  });

  it('names an entry that was moved to another hour', async () => {
    await tamper(sql`update journal_entries
      set received_at = received_at + interval '2 hours' where index = 0`);
    await check();
    expect(await openFindings()).toEqual([
      'checkpoint-differs checkpoint/0',
      'checkpoint-differs checkpoint/2',
      `entry-altered journal/${device}/0`,
    ]);
  });

  it('names a packed entry whose place in the tree was altered, and no other', async () => {
    await packByHand(fixture.database.owner.db, fixture.ctx.journal, device);
    expect(await check()).toMatchObject({ findings: 0 });
    await tamper(
      sql`update journal_entries set leaf = decode(repeat('00', 32), 'hex') where index = 3`,
    );
    later += DAY;
    await check();
    expect(await openFindings()).toEqual([
      'checkpoint-differs checkpoint/3',
      `entry-altered journal/${device}/3`,
    ]);
  });

  it('names the entries of a pack that is lost', async () => {
    await packByHand(fixture.database.owner.db, fixture.ctx.journal, device);
    await fixture.ctx.journal.delete(`by-hand/${device}.pack`);
    await check();
    expect(await openFindings()).toEqual(
      [0, 1, 2, 3, 4].map((index) => `entry-altered journal/${device}/${index}`),
    );
  });

  it('names a checkpoint that was altered, and the one that does not follow it any more', async () => {
    await tamper(sql`update checkpoints set statements = 7 where number = 1`);
    await tamper(
      sql`update checkpoints set hash = decode(repeat('00', 32), 'hex') where number = 2`,
    );
    await check();
    expect(await openFindings()).toEqual([
      'checkpoint-altered checkpoint/1',
      'checkpoint-altered checkpoint/2',
      'checkpoint-altered checkpoint/3',
      'checkpoint-differs checkpoint/1',
    ]);
  });
});

describe('the check by hand', () => {
  const program = join(import.meta.dirname, 'check-main.ts');
  const run = (...args: readonly string[]) => {
    const env = { ...process.env, DATABASE_URL: fixture.database.url };
    const { status, stdout } = spawnSync(process.execPath, [program, ...args], { env });
    return { status, lines: stdout.toString('utf8').trim().split('\n') };
  };

  it('says of each hour whether it is as committed, and what is not', async () => {
    await tamper(sql`delete from journal_entries where index = 2`);
    expect(run('1')).toMatchObject({
      status: 1,
      lines: [
        expect.stringMatching(/^1 .* 1 entries DIFFERS$/),
        `  entry-missing: entry 2 of device ${device}`,
      ],
    });
    expect(run('2', '3')).toMatchObject({ status: 0, lines: { length: 2 } });
  }, 60_000);
});
