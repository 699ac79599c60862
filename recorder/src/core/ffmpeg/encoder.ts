import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';

/** What turns pictures into H.264: libx264 everywhere, the others where a graphics chip does. */
export const H264_ENCODERS = ['h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf', 'libx264'] as const;
/** H.265, which only graphics chips encode in passing. */
export const HEVC_ENCODERS = ['hevc_qsv', 'hevc_nvenc', 'hevc_amf', 'hevc_mf'] as const;
export const ENCODERS = [...H264_ENCODERS, ...HEVC_ENCODERS] as const;
export type Encoder = (typeof ENCODERS)[number];

/** What was seen to encode on this machine. */
export interface Encoders {
  readonly h264: Encoder;
  /** Null: none. */
  readonly hevc: Encoder | null;
  /** What was tried and did not. */
  readonly passedOver: readonly PassedOver[];
}

/** Every browser of the portal plays H.264, and only some HEVC: that is for the policy to say. */
export function encoderFor(
  { h264, hevc }: Pick<Encoders, 'h264' | 'hevc'>,
  capture: CapturePolicy,
): Encoder {
  return capture.hevc && hevc !== null ? hevc : h264;
}

/** Where nobody asks for H.265, it matters to nobody why there is none. */
export function passedOverFor({ passedOver }: Encoders, capture: CapturePolicy): PassedOver[] {
  return passedOver.filter(({ what }) => capture.hevc || !what.startsWith('hevc'));
}

/**
 * In the order in which they are tried. Outside of Windows the processor encodes: its few percent are
 * not worth a driver's whims.
 */
export function encoderLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? H264_ENCODERS : ['libx264'];
}

export function hevcLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? HEVC_ENCODERS : [];
}
