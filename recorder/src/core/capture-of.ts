import { CaptureControl } from './capture/capture-control.ts';
import type { RecordingContext } from './capture/recording.ts';
import type { RecorderParts } from './open-recorder.ts';

/** The capture side of a recorder, made of its parts. */
export function captureOf(
  {
    options,
    segments,
    journal,
    clock,
    bootId,
    host,
    keys,
    policy,
    coverage,
    desktop,
  }: RecorderParts,
  explainHole: RecordingContext['explainHole'],
): CaptureControl {
  const { log, screen, ffmpeg, encoder = 'libx264' } = options;
  return new CaptureControl({
    recording: {
      ...{ folder: segments, journal, clock, bootId, host, ffmpeg, encoder, log, explainHole },
      policyVersion: () => policy.current?.version ?? 0,
      keyFor: (start) => keys.keyFor(start),
      inputOf: screen.inputOf,
      desktop,
    },
    ...{ coverage, screen, clock, log },
  });
}
