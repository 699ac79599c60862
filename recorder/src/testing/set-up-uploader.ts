import type { KeyId } from '@workcompanion/core/ids';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { UploadQueue } from '../core/journal/upload-queue.ts';
import { RateLimiter } from '../core/upload/rate-cap.ts';
import { Uploader } from '../core/upload/uploader.ts';
import { connectDevice } from './connect-device.ts';
import { recordTestSegment } from './record-test-segment.ts';
import { until } from './until.ts';

/** A journal with a queue, a portal, and uploaders between the two. */
export async function setUpUploader({
  concurrency = 2,
  giveBack = (_: KeyId): boolean => true,
} = {}) {
  const connected = await connectDevice();
  const { portal, client, database, device, journal } = connected;
  const folder = connected.segments;
  const queue = new UploadQueue(database);
  const rate = new RateLimiter(systemClock);
  const receipts = { device, signingKey: portal.state.signing.publicKey };
  const log = pino({ level: 'silent' });
  const start = () => {
    const giveBackKey = async (id: KeyId) => giveBack(id);
    const uploader = new Uploader({ folder, client, rate, queue, receipts, log, giveBackKey });
    uploader.setConcurrency(concurrency);
    onTestFinished(() => uploader.stop(0));
    return uploader;
  };
  const { keyId } = portal.state.issueKey(Date.now());
  const record = (known: { bytes?: number; startMs?: number } = {}) =>
    recordTestSegment({ folder, journal, keyId, ...known });
  const allSent = (timeoutMs = 15_000) =>
    until('an empty queue', () => queue.waitingCount() === 0, timeoutMs);
  return { ...connected, folder, queue, rate, start, record, allSent };
}
