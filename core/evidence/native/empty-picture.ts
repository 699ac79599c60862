/** Pixels of a macroblock of H.264. */
const BLOCK = 16;
/** A macroblock that is predicted from its neighbours and adds nothing: of the first, grey. */
const GREY_BLOCK = 0x27;
/** The header of an IDR slice (ITU-T H.264, 7.3.3) that ends with a whole byte, by the sets below. */
const SLICE_HEADER = [0x65, 0x88, 0x80, 0x4a];
const SLICE_END = 0x80;
const PICTURE_SET = [0x68, 0xce, 0x3c, 0x80];
/** Parameter sets are short: nothing can be drawn with them. */
const MOST_SET_BYTES = 64;

/**
 * A grey picture as NAL units of H.264, put where there is no footage. It is written here bit by bit, so that
 * whoever checks a video can tell that it shows nothing.
 */
export function emptyPicture(size: {
  readonly width: number;
  readonly height: number;
}): Uint8Array[] {
  const [columns, rows] = [Math.ceil(size.width / BLOCK), Math.ceil(size.height / BLOCK)];
  const blocks = new Array<number>(columns * rows).fill(GREY_BLOCK);
  return [sequenceSet(size), PICTURE_SET, [...SLICE_HEADER, ...blocks, SLICE_END]].map(
    (unit) => new Uint8Array(unit),
  );
}

/** Whether a picture is grey all over: short parameter sets, and one slice of just such macroblocks. */
export function isEmptyPicture(units: readonly Uint8Array[]): boolean {
  const [sequence, picture, slice] = units;
  if (sequence === undefined || picture === undefined || slice === undefined) return false;
  const isShort = sequence.length <= MOST_SET_BYTES && picture.length <= MOST_SET_BYTES;
  const hasKinds = sequence[0] === 0x67 && picture[0] === 0x68 && units.length === 3;
  const isGrey = slice.every((byte, at) => {
    if (at === slice.length - 1) return byte === SLICE_END;
    return byte === (SLICE_HEADER[at] ?? GREY_BLOCK);
  });
  return isShort && hasKinds && isGrey && slice.length > SLICE_HEADER.length;
}

/** Baseline, level 5.1, each picture by itself (ITU-T H.264, 7.3.2.1.1). */
function sequenceSet({ width, height }: { readonly width: number; readonly height: number }) {
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const right = (columns * BLOCK - width) / 2;
  const bottom = (rows * BLOCK - height) / 2;
  const crop = right + bottom > 0 ? `1${[0, right, 0, bottom].map(expGolomb).join('')}` : '0';
  const numbers = [0, 4, 2, 1].map(expGolomb).join('');
  const size = [columns - 1, rows - 1].map(expGolomb).join('');
  const bits = `${numbers}0${size}11${crop}01`;
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return [0x67, 66, 0xc0, 51, ...bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))];
}

/** ITU-T H.264, 9.1. */
function expGolomb(value: number): string {
  const code = (value + 1).toString(2);
  return code.padStart(2 * code.length - 1, '0');
}
