import { makeBox } from './mp4-boxes.ts';
import type { PictureCodec } from './nal-units.ts';

/** What a decoder is set up with for some of the pictures of a video. */
export interface PictureDescription {
  readonly codec: PictureCodec;
  readonly width: number;
  readonly height: number;
  /** The units of each kind, as `parameterSetsOf` gives them. */
  readonly parameterSets: readonly (readonly Uint8Array[])[];
}

/** As a box wants them: 32 bits each. */
export function words(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * index);
  return bytes;
}

/** The sample entry of H.264 or H.265 (ISO/IEC 14496-15). */
export function pictureEntry(description: PictureDescription): Buffer {
  const { codec, width, height } = description;
  const fields = Buffer.alloc(78);
  fields.writeUInt16BE(1, 6);
  fields.writeUInt16BE(width, 24);
  fields.writeUInt16BE(height, 26);
  fields.writeUInt32BE(DOTS_PER_INCH, 28);
  fields.writeUInt32BE(DOTS_PER_INCH, 32);
  fields.writeUInt16BE(1, 40);
  fields.writeUInt16BE(COLOUR_DEPTH, 74);
  fields.writeUInt16BE(0xffff, 76);
  return codec === 'h264'
    ? makeBox('avc1', fields, makeBox('avcC', avcConfiguration(description)))
    : makeBox('hvc1', fields, makeBox('hvcC', hevcConfiguration(description)));
}

const DOTS_PER_INCH = 72 * 0x10000;
const COLOUR_DEPTH = 24;
/** Profiles whose record goes on with the format of their colours. */
const HIGH_PROFILES: ReadonlySet<number> = new Set([100, 110, 122, 144]);
/** 4:2:0 of 8 bits: recorders make nothing else. */
const HIGH_FORMAT = Buffer.from([0xfd, 0xf8, 0xf8, 0]);

function avcConfiguration({ parameterSets: [sequence = [], picture = []] }: PictureDescription) {
  const [, profile = 0, compatibility = 0, level = 0] = sequence[0] ?? [];
  return Buffer.concat([
    Buffer.from([1, profile, compatibility, level, 0xff, 0xe0 | sequence.length]),
    ...sequence.map(withLength),
    Buffer.from([picture.length]),
    ...picture.map(withLength),
    ...(HIGH_PROFILES.has(profile) ? [HIGH_FORMAT] : []),
  ]);
}

const [VIDEO, SEQUENCE, PICTURE] = [32, 33, 34];

function hevcConfiguration({ parameterSets }: PictureDescription): Buffer {
  const [video = [], sequence = [], picture = []] = parameterSets;
  const profile = withoutEmulation(sequence[0] ?? new Uint8Array()).subarray(3, 15);
  const lists = [
    { kind: VIDEO, units: video },
    { kind: SEQUENCE, units: sequence },
    { kind: PICTURE, units: picture },
  ];
  return Buffer.concat([
    Buffer.from([1]),
    profile,
    // No word on parallelism, 4:2:0, 8 bits twice, no word on the frame rate, one layer, 4 bytes a length.
    Buffer.from([0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f, lists.length]),
    ...lists.map(({ kind, units }) =>
      Buffer.concat([Buffer.from([0x80 | kind, 0, units.length]), ...units.map(withLength)]),
    ),
  ]);
}

/** Without the bytes that keep start codes out of a unit (ITU-T H.265, 7.4.2). */
function withoutEmulation(unit: Uint8Array): Uint8Array {
  return unit.filter((byte, at) => byte !== 3 || unit[at - 1] !== 0 || unit[at - 2] !== 0);
}

function withLength(unit: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(unit.length);
  return Buffer.concat([length, unit]);
}

/** White on black, in the middle below the picture (3GPP TS 26.245, 5.16). */
export const TEXT_ENTRY = makeBox(
  'tx3g',
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0xff, 0, 0, 0, 0xff]),
  Buffer.alloc(8),
  Buffer.from([0, 0, 0, 0, 0, 1, 0, 16, 0xff, 0xff, 0xff, 0xff]),
  makeBox('ftab', Buffer.from([0, 1, 0, 1, 5]), Buffer.from('Arial')),
);

/** A line of the subtitles as a sample: none is longer than 64 KiB. */
export function textSample(text: string): Buffer {
  return withLength(Buffer.from(text, 'utf8'));
}
