import { AppError } from '@workcompanion/core/errors';
import type { WindowTrackRecorded } from '@workcompanion/core/protocol/statement';
import { readRestoration } from '@workcompanion/db/queries/restoration';
import type { DeviceContext } from '../../device-context.ts';

/**
 * A window track whose device has the statement alone. Only a database that was restored since takes it,
 * so that the journal is whole again: what was in front then is not known any more. Throws
 * `statement-mismatch`.
 */
export async function noteLostTrack(
  { db }: DeviceContext,
  { at, clockOffset }: WindowTrackRecorded,
): Promise<() => Promise<void>> {
  const restoration = await readRestoration(db);
  const isBefore = restoration !== null && at + (clockOffset ?? 0) <= restoration.restoredAt;
  if (isBefore) return async () => {};
  throw new AppError(
    'statement-mismatch',
    'A window track is sent together with its sealed file (PUT).',
  );
}
