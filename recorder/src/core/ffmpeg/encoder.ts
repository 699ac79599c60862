import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';

/** Encoders of H.264: libx264 works everywhere, the others need a graphics chip. */
export const H264_ENCODERS = ['h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf', 'libx264'] as const;
/** Encoders of H.265, which only graphics chips encode cheaply. */
export const HEVC_ENCODERS = ['hevc_qsv', 'hevc_nvenc', 'hevc_amf', 'hevc_mf'] as const;
export const ENCODERS = [...H264_ENCODERS, ...HEVC_ENCODERS] as const;
export type Encoder = (typeof ENCODERS)[number];

/** Encoders that work on this machine. */
export interface Encoders {
  readonly h264: Encoder;
  /** Null: none. */
  readonly hevc: Encoder | null;
  /** Encoders that were tried and did not work. */
  readonly passedOver: readonly PassedOver[];
}

/** The policy decides on HEVC, since only some browsers play it; all play H.264. */
export function encoderFor(
  { h264, hevc }: Pick<Encoders, 'h264' | 'hevc'>,
  capture: CapturePolicy,
): Encoder {
  return capture.hevc && hevc !== null ? hevc : h264;
}

/** Leaves out failed H.265 encoders where the policy does not ask for H.265. */
export function passedOverFor({ passedOver }: Encoders, capture: CapturePolicy): PassedOver[] {
  return passedOver.filter(({ what }) => capture.hevc || !what.startsWith('hevc'));
}

/**
 * The order in which encoders are tried. Outside of Windows the processor encodes: the few percent that a
 * graphics chip would save are not worth the risk of a faulty driver.
 */
export function encoderLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? H264_ENCODERS : ['libx264'];
}

export function hevcLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? HEVC_ENCODERS : [];
}
