import type { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { signStatement, statementHash } from '@workcompanion/core/crypto/statement';
import type { DeviceId } from '@workcompanion/core/ids';
import { GENESIS, type Statement } from '@workcompanion/core/protocol/statement';
import { desc, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { deviceStates } from '../schema/device-states.ts';
import { journalEntries } from '../schema/journal-entries.ts';

type KeyPair = Awaited<ReturnType<typeof generateSigningKeyPair>>;

export interface EntriesWish {
  readonly device: DeviceId;
  /** The device's own, and the server's. */
  readonly keys: KeyPair;
  readonly server: KeyPair;
  /** UTC µs, one for each entry. */
  readonly receivedAt: readonly number[];
}

/** Entries at the end of a device's journal, signed and received as the portal would have them. */
export async function insertEntries(db: Db, wish: EntriesWish): Promise<readonly Statement[]> {
  const made: Statement[] = [];
  for (const receivedAt of wish.receivedAt) made.push(await insertEntry(db, wish, receivedAt));
  return made;
}

async function insertEntry(db: Db, { device, keys, server }: EntriesWish, receivedAt: number) {
  const [last] = await db
    .select({ index: journalEntries.index, hash: journalEntries.hash })
    .from(journalEntries)
    .where(eq(journalEntries.deviceId, device))
    .orderBy(desc(journalEntries.index))
    .limit(1);
  const index = last === undefined ? 0 : last.index + 1;
  const statement: Statement = {
    v: 1,
    device,
    index,
    at: receivedAt,
    monotonic: index,
    clockOffset: 0,
    prev: last?.hash.toString('base64url') ?? GENESIS,
    kind: 'policy-applied',
    policyVersion: index,
  };
  const jws = await signStatement(statement, keys.privateKey);
  const hash = statementHash(jws);
  const receipt = await signReceipt(
    { v: 1, device, index, statement: hash, receivedAt },
    server.privateKey,
  );
  await db.insert(journalEntries).values({
    deviceId: device,
    index,
    recordedAt: receivedAt,
    receivedAt,
    kind: statement.kind,
    hash: Buffer.from(hash, 'base64url'),
    prev: Buffer.from(statement.prev, 'base64url'),
    statement: jws,
    receipt,
  });
  await db
    .update(deviceStates)
    .set({ journalNext: index + 1, journalEnd: index + 1 })
    .where(eq(deviceStates.deviceId, device));
  return statement;
}
