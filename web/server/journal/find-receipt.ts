import { signReceipt } from '@workcompanion/core/crypto/server-statements';
import { AppError } from '@workcompanion/core/errors';
import { GENESIS } from '@workcompanion/core/protocol/statement';
import type { Db, Tx } from '@workcompanion/db/client';
import { preparedQuery } from '@workcompanion/db/prepared-query';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, between, eq, sql } from 'drizzle-orm';
import type { ServerKeyPairs } from '../keys/ensure-server-keys.ts';
import type { ProvenStatement } from './prove-statement.ts';

/** What of an entry tells whether another one fits beside it. */
export const NEAR_COLUMNS = {
  index: journalEntries.index,
  hash: journalEntries.hash,
  prev: journalEntries.prev,
  receipt: journalEntries.receipt,
  receivedAt: journalEntries.receivedAt,
};
export type NearEntry = Pick<typeof journalEntries.$inferSelect, keyof typeof NEAR_COLUMNS>;

/** For `before` and `after`, as `around` gives them. */
export const IS_NEAR = between(
  journalEntries.index,
  sql.placeholder('before'),
  sql.placeholder('after'),
);

export function around(index: number) {
  return { before: index - 1, after: index + 1 };
}

const nearEntries = preparedQuery((db) =>
  db
    .select(NEAR_COLUMNS)
    .from(journalEntries)
    .where(and(eq(journalEntries.deviceId, sql.placeholder('device')), IS_NEAR))
    .prepare('journal_entries_near'),
);

/** As `receiptAmong` what the journal holds. */
export async function findReceipt(
  db: Db | Tx,
  proven: ProvenStatement,
  keys: Pick<ServerKeyPairs, 'signing'>,
): Promise<string | null> {
  const { device, index } = proven.statement;
  return receiptAmong(await nearEntries(db).execute({ device, ...around(index) }), proven, keys);
}

/**
 * The receipt of a statement that was taken before (of one that is packed: written anew, word for word
 * by a key that is still in use); null when it is new and fits between the entries
 * held. Throws `journal-fork` when its index holds another statement, and `chain-broken` when it does
 * not follow the entry before it or the one after does not follow it.
 */
export async function receiptAmong(
  near: readonly NearEntry[],
  { hash, statement }: ProvenStatement,
  { signing }: Pick<ServerKeyPairs, 'signing'>,
): Promise<string | null> {
  const { device, index, prev } = statement;
  const at = (wanted: number) => near.find((entry) => entry.index === wanted);

  const same = at(index);
  if (same && base64url(same.hash) === hash) {
    const facts = { v: 1, device, index, statement: hash, receivedAt: same.receivedAt } as const;
    return same.receipt ?? (await signReceipt(facts, signing.privateKey));
  }
  if (same) throw refusal('journal-fork', statement, 'another statement stands at this index');
  const before = at(index - 1);
  const expected = index === 0 ? GENESIS : before && base64url(before.hash);
  if (expected !== undefined && expected !== prev) {
    throw refusal('chain-broken', statement, 'it does not follow the entry before it');
  }
  const after = at(index + 1);
  if (after && base64url(after.prev) !== hash) {
    throw refusal('chain-broken', statement, 'the entry after it follows another one');
  }
  return null;
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}

export function refusal(
  code: 'journal-fork' | 'chain-broken' | 'statement-implausible',
  { device, index }: ProvenStatement['statement'],
  why: string,
): AppError {
  return new AppError(code, `Entry ${index} of device ${device} is refused: ${why}.`, {
    details: { device, index },
  });
}
