export type PictureCodec = 'h264' | 'hevc';

/**
 * The NAL units of a picture in the byte stream format (ITU-T H.264 and H.265, Annex B): what lies between
 * start codes, without the zero bytes before the next one.
 */
export function splitNalUnits(bytes: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let start = -1;
  for (let at = 2; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte > 1) at += 3;
    else if (byte === 0 || bytes[at - 1] !== 0 || bytes[at - 2] !== 0) at += 1;
    else {
      if (start >= 0) units.push(withoutZeros(bytes.subarray(start, at - 2)));
      start = at + 1;
      at += 3;
    }
  }
  if (start >= 0) units.push(withoutZeros(bytes.subarray(start)));
  return units.filter(({ length }) => length > 0);
}

function withoutZeros(unit: Uint8Array): Uint8Array {
  let end = unit.length;
  while (end > 0 && unit[end - 1] === 0) end -= 1;
  return unit.subarray(0, end);
}

/** A sample of an MP4 (ISO/IEC 14496-15): each unit behind its length, in 32 bits. */
export function sampleOf(units: readonly Uint8Array[]): Uint8Array {
  const sample = new Uint8Array(units.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(sample.buffer);
  let at = 0;
  for (const unit of units) {
    view.setUint32(at, unit.length);
    sample.set(unit, at + 4);
    at += 4 + unit.length;
  }
  return sample;
}

/** The units of a sample; what follows a wrong length is left out. */
export function unitsOf(sample: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  for (let at = 0; at + 4 < sample.length; ) {
    const end = at + 4 + view.getUint32(at);
    if (end > sample.length) break;
    units.push(sample.subarray(at + 4, end));
    at = end;
  }
  return units;
}

/** Whether a picture decodes without those before it. */
export function isKeyPicture(codec: PictureCodec, units: readonly Uint8Array[]): boolean {
  return units.some((unit) => {
    const type = typeOf(codec, unit);
    return codec === 'h264' ? type === 5 : type >= 16 && type <= 21;
  });
}

const PARAMETER_SETS = { h264: [7, 8], hevc: [32, 33, 34] } as const;

/** What a decoder is set up with, in order: of H.264 SPS and PPS, of H.265 VPS, SPS and PPS. */
export function parameterSetsOf(
  codec: PictureCodec,
  units: readonly Uint8Array[],
): (readonly Uint8Array[])[] {
  return PARAMETER_SETS[codec].map((type) => units.filter((unit) => typeOf(codec, unit) === type));
}

function typeOf(codec: PictureCodec, unit: Uint8Array): number {
  const first = unit[0] ?? 0;
  return codec === 'h264' ? first & 0x1f : (first >> 1) & 0x3f;
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
