import { signJournalHead } from '@workcompanion/core/crypto/server-statements';
import { AppError } from '@workcompanion/core/errors';
import {
  type JournalHeadResponse,
  MOST_MISSING_RANGES,
} from '@workcompanion/core/protocol/journal-head';
import { GENESIS } from '@workcompanion/core/protocol/statement';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, eq } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import { listMissingRanges } from './missing-entries.ts';

/** How far we hold the journal of the device that asks: by this it sees what one of us has lost. */
export async function readJournalHead(ctx: DeviceContext): Promise<JournalHeadResponse> {
  const id = ctx.device.id;
  const device = await findDevice(ctx.db, id);
  if (!device) throw new AppError('not-found', `There is no device ${id}.`);
  const { journalNext, journalEnd: next } = device;
  const [last] = await ctx.db
    .select({ hash: journalEntries.hash })
    .from(journalEntries)
    .where(and(eq(journalEntries.deviceId, id), eq(journalEntries.index, next - 1)));
  const missing =
    journalNext < next
      ? await listMissingRanges(ctx.db, { id, journalNext }, MOST_MISSING_RANGES + 1)
      : [];
  const head = await signJournalHead(
    {
      v: 1,
      device: id,
      next,
      hash: last?.hash.toString('base64url') ?? GENESIS,
      missing: missing.slice(0, MOST_MISSING_RANGES).map(({ first, last }) => ({ first, last })),
      more: missing.length > MOST_MISSING_RANGES,
      at: ctx.now(),
    },
    ctx.keys.signing.privateKey,
  );
  return { head };
}
