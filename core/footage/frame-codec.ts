/** How the frames of a codec look in MPEG-TS and in Annex B. */
interface CodecSigns {
  /** ISO/IEC 13818-1, table 2-34. */
  readonly streamType: number;
  readonly kindOfUnit: (header: number) => number;
  /** The unit of sequence parameters. */
  readonly parameters: number;
  /** Units of pictures that refer to no other. */
  readonly isKey: (kind: number) => boolean;
}

/** H.264 by ITU-T H.264, table 7-1; H.265 by ITU-T H.265, table 7-1. */
const SIGNS = {
  h264: {
    streamType: 0x1b,
    kindOfUnit: (header) => header & 0x1f,
    parameters: 7,
    isKey: (kind) => kind === 5,
  },
  hevc: {
    streamType: 0x24,
    kindOfUnit: (header) => (header >> 1) & 0x3f,
    parameters: 33,
    isKey: (kind) => kind >= 16 && kind <= 21,
  },
} as const satisfies Record<string, CodecSigns>;

/** What segments are encoded in, as ffmpeg calls it. */
export type FrameCodec = keyof typeof SIGNS;

const START_CODE = Buffer.of(0, 0, 1);

export function codecOfStream(streamType: number): FrameCodec | null {
  if (streamType === SIGNS.h264.streamType) return 'h264';
  return streamType === SIGNS.hevc.streamType ? 'hevc' : null;
}

/** It has its parameters, and is one that refers to no other. */
export function isKeyFrame(frame: Buffer, codec: FrameCodec): boolean {
  const { kindOfUnit, parameters, isKey }: CodecSigns = SIGNS[codec];
  let hasParameters = false;
  for (let at = frame.indexOf(START_CODE); at >= 0; at = frame.indexOf(START_CODE, at + 3)) {
    const kind = kindOfUnit(frame[at + 3] ?? 0);
    if (kind === parameters) hasParameters = true;
    if (isKey(kind)) return hasParameters;
  }
  return false;
}
