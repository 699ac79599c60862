import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError } from '@workcompanion/core/errors';
import { isMissing } from '@workcompanion/core/files/system-error';
import type { QueuedEntry } from '../journal/upload-queue.ts';
import { damaged, type SegmentSender, sendStatement } from './send-segment.ts';

/** Sends a window track whole, since it has a few KB. Returns the receipt. */
export async function sendWindowTrack(
  { folder, client, rate }: SegmentSender,
  { statement: jws, file, index }: QueuedEntry,
  signal: AbortSignal,
): Promise<string> {
  const statement = readStatement(jws);
  if (statement.kind !== 'window-track') {
    throw new AppError('internal', `entry ${index} is no window track`);
  }
  const sealed = await readFile(join(folder, file ?? '')).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (sealed === null) return await sendStatement(client, jws);
  const isWhole = createHash('sha256').update(sealed).digest('hex') === statement.sha256;
  if (!isWhole) throw damaged('file-damaged');
  await rate.take(sealed.length);
  return await client.putWindowTrack({ track: statement.track, statement: jws, sealed }, signal);
}
