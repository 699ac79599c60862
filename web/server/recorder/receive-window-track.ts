import { createHash } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { idTimeMs, type WindowTrackId } from '@workcompanion/core/ids';
import type { ReceiptResponse, WindowTrackRequest } from '@workcompanion/core/protocol/messages';
import type { Statement, WindowTrackRecorded } from '@workcompanion/core/protocol/statement';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { LONGEST_TRACK } from '@workcompanion/core/windows/window-track';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import type { z } from 'zod';
import type { DeviceContext } from '../device-context.ts';
import { appendEntry } from '../journal/append-entry.ts';
import { findReceipt } from '../journal/find-receipt.ts';
import { proveSent } from '../journal/prove-statement.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { assertKeyNotDestroyed } from './open-fitting-key.ts';

/**
 * Takes a sealed window track with the statement that tells of it: the file first, then its row with the
 * entry of the journal. Sent again after its receipt, it gets the same receipt. Throws
 * `statement-mismatch`, `digest-mismatch`, `unknown-key`, `key-window-mismatch`, `storage-full`, and
 * whatever a statement is refused for.
 */
export async function receiveWindowTrack(
  sender: DeviceContext,
  { id, statement: jws, sealed }: WindowTrackRequest & { readonly id: WindowTrackId },
): Promise<z.infer<typeof ReceiptResponse>> {
  const { ctx, proven } = await proveSent(sender, jws);
  const bytes = Buffer.from(sealed, 'base64');
  const track = describedTrack(proven.statement, { id, bytes });
  const earlier = await findReceipt(ctx.db, proven, ctx.keys);
  if (earlier !== null) return { receipt: earlier };
  await assertKeyFits(ctx, track);
  await ctx.hotSpace.assertRoom(ctx, bytes.length);
  const row = {
    id,
    deviceId: track.device,
    startsAt: track.from,
    endsAt: track.to,
    detail: track.detail,
    keyId: track.keyId,
    bytes: track.bytes,
    sha256: Buffer.from(track.sha256, 'hex'),
  };
  await putBytes(ctx.windowTracks, windowTrackKey({ ...row, sha256: track.sha256 }), bytes);
  const receipt = await appendEntry(ctx, proven, async (tx) => {
    const { rowCount } = await tx.insert(windowTracks).values(row).onConflictDoNothing();
    if (rowCount === 0) throw mismatch(`there is another track ${id}`);
    // Retention may have destroyed it while the file came.
    await assertKeyNotDestroyed(tx, track.keyId);
  });
  return { receipt };
}

/** Throws `statement-mismatch` or `digest-mismatch`. */
function describedTrack(
  statement: Statement,
  { id, bytes }: { readonly id: WindowTrackId; readonly bytes: Buffer },
): WindowTrackRecorded {
  if (statement.kind !== 'window-track') throw mismatch(`it tells of "${statement.kind}"`);
  const { track, from, to, sha256 } = statement;
  if (track !== id) throw mismatch(`it tells of track ${track}`);
  if (Math.abs(idTimeMs(track) - from / 1000) > 1) {
    throw mismatch('the time in the track id is not that of its start');
  }
  if (from >= to || to - from > LONGEST_TRACK) throw mismatch('a track lasts an hour at most');
  const isStated =
    bytes.length === statement.bytes && createHash('sha256').update(bytes).digest('hex') === sha256;
  if (isStated) return statement;
  throw new AppError('digest-mismatch', 'The bytes received are not the ones that were signed.');
}

/** As a segment's key: one that is begun before a window ends may run over. */
async function assertKeyFits(ctx: DeviceContext, track: WindowTrackRecorded): Promise<void> {
  const { keyId, device, from, to } = track;
  const key = await openDataKey(ctx, keyId);
  if (key === null) await assertKeyNotDestroyed(ctx.db, keyId);
  if (key?.device !== device) {
    throw new AppError('unknown-key', `Key ${keyId} is not known: deposit it first.`);
  }
  const { window } = key;
  const length = to - from;
  if (from >= window.from - length && from < window.to + length) return;
  throw new AppError('key-window-mismatch', `Key ${keyId} is not for the time of this track.`);
}

function mismatch(why: string): AppError {
  return new AppError('statement-mismatch', `The statement does not fit the request: ${why}.`);
}
