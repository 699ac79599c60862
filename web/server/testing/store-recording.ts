import { newId, RecordingId } from '@workcompanion/core/ids';
import type { ServerContext } from '../context.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import { TestDevice } from './test-device.ts';
import {
  currentKey,
  makeSegment,
  type SegmentWish,
  type TestSegment,
  uploadOf,
} from './test-segment.ts';

export interface StoredRecording {
  readonly device: TestDevice;
  readonly recording: RecordingId;
  readonly segments: readonly TestSegment[];
}

const MINUTE = 60_000_000;

/** A recording of one display, received as a recorder sends it: a segment a minute from `start` on. */
export async function storeRecording(
  ctx: ServerContext,
  wish: { start: number; count: number; device?: TestDevice } & Partial<SegmentWish>,
): Promise<StoredRecording> {
  const device = wish.device ?? (await TestDevice.enrolled(ctx));
  const own = device.in({ ...ctx, now: () => wish.start });
  const key = await currentKey(own);
  const recording = newId(RecordingId, wish.start / 1000);
  const segments: TestSegment[] = [];
  for (let sequence = 0; sequence < wish.count; sequence += 1) {
    const start = wish.start + sequence * MINUTE;
    const segment = makeSegment({ recording, key, ...wish, sequence, start });
    await receiveSegment(own, uploadOf(segment, await device.state(segment.body, { at: start })));
    segments.push(segment);
  }
  return { device, recording, segments };
}
