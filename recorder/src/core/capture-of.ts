import { CaptureControl } from './capture/capture-control.ts';
import type { RecordingContext } from './capture/recording.ts';
import type { Encoders } from './ffmpeg/encoder.ts';
import type { RecorderParts } from './recorder-parts.ts';

const SOFTWARE: Encoders = { h264: 'libx264', hevc: null, passedOver: [] };

/** The capture side of a recorder, made of its parts. */
export function captureOf(
  parts: RecorderParts,
  explainHole: RecordingContext['explainHole'],
): CaptureControl {
  const { segments, journal, clock, bootId, host, keys, policy, coverage, room, ...senses } = parts;
  const { log, screen, ffmpeg, encoders = SOFTWARE, passedOver = [] } = parts.options;
  return new CaptureControl({
    recording: {
      ...{ folder: segments, journal, clock, bootId, host, ffmpeg, encoders, log, explainHole },
      policyVersion: () => policy.current?.version ?? 0,
      keyFor: (start) => keys.keyFor(start),
      onDiskFull: () => room.giveUp(),
      ...{ inputOf: screen.inputOf, passedOver },
      ...{ desktop: senses.desktop, pictures: senses.pictures },
    },
    ...{ coverage, screen, clock, log },
  });
}
