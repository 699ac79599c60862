export interface FramedPicture {
  /** UTC µs of the segment that it shows the first frame of. */
  readonly from: number;
  readonly to: number;
  /** WebP. */
  readonly image: Uint8Array<ArrayBuffer>;
}

/** Before each picture: bytes 4 | from 8 | to 8, big-endian, times as doubles. */
const HEAD_BYTES = 20;

/** What goes before a picture where several come in one piece: in answers, and in strips. */
export function pictureHead(picture: {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}): Uint8Array {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  head.setUint32(0, picture.bytes);
  head.setFloat64(4, picture.from);
  head.setFloat64(12, picture.to);
  return new Uint8Array(head.buffer);
}

/** All whole pictures of a piece. */
export function parsePictures(piece: ArrayBuffer): FramedPicture[] {
  const view = new DataView(piece);
  const pictures: FramedPicture[] = [];
  for (let at = 0; at + HEAD_BYTES <= piece.byteLength; ) {
    const start = at + HEAD_BYTES;
    const end = start + view.getUint32(at);
    if (end > piece.byteLength) break;
    const image = new Uint8Array(piece, start, end - start);
    pictures.push({ from: view.getFloat64(at + 4), to: view.getFloat64(at + 12), image });
    at = end;
  }
  return pictures;
}
