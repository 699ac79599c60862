/** What turns pictures into H.264: libx264 everywhere, the others where a graphics chip does. */
export const ENCODERS = ['h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf', 'libx264'] as const;
export type Encoder = (typeof ENCODERS)[number];

/**
 * In the order in which they are tried. Every browser of the portal plays H.264, and only some HEVC.
 * Outside of Windows the processor encodes: its few percent are not worth a driver's whims.
 */
export function encoderLadder(platform: NodeJS.Platform): readonly Encoder[] {
  return platform === 'win32' ? ENCODERS : ['libx264'];
}
