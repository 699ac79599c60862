import type { SimulatedDevice } from '../../../../scripts/simulated-device/simulated-device.ts';
import { SimulatedRecording } from '../../../../scripts/simulated-device/simulated-recording.ts';
import { FRAME_HEIGHT, FRAME_WIDTH } from './draw-frame.ts';
import { encodeSegment, FRAMES_PER_SECOND } from './encode-segment.ts';

interface DrawnRecording {
  readonly display: string;
  readonly startMs: number;
  readonly seconds: number;
  readonly segmentSeconds: number;
  /** Whether the picture changes at a moment, besides its clock. */
  readonly isBusy: (unixMs: number) => boolean;
  /** Whether the policy has a window painted over. */
  readonly isCovered?: boolean;
}

const PAINTED_OVER = { x: 700, y: 20, width: 240, height: 120 } as const;

/** Has a device record a screen that is drawn. */
export async function recordDrawn(device: SimulatedDevice, drawn: DrawnRecording): Promise<void> {
  const { display, startMs, seconds, segmentSeconds, isBusy, isCovered = false } = drawn;
  const recording = await SimulatedRecording.begin(device, {
    display,
    startMs,
    geometry: { width: FRAME_WIDTH, height: FRAME_HEIGHT, x: 0, y: 0 },
    framesPerSecond: FRAMES_PER_SECOND,
    ...(isCovered && { covered: [PAINTED_OVER] }),
  });
  const segments = Math.ceil(seconds / segmentSeconds);
  for (let sequence = 0; sequence < segments; sequence += 1) {
    const offsetSeconds = sequence * segmentSeconds;
    const start = startMs + offsetSeconds * 1000;
    const about = { startMs: start, seconds: segmentSeconds };
    const plain = await encodeSegment({ ...about, offsetSeconds, isBusy });
    const frames = segmentSeconds * FRAMES_PER_SECOND;
    await recording.upload({ ...about, sequence, frames, plain });
  }
  const endMs = startMs + seconds * 1000;
  await recording.end({ endMs, segments, reason: 'stopped' });
}
