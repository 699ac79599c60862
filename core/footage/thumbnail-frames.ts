export interface FramedThumbnail {
  /** UTC µs of the segment that it shows the first frame of. */
  readonly from: number;
  readonly to: number;
  /** WebP. */
  readonly image: Uint8Array<ArrayBuffer>;
}

/** Before each thumbnail: bytes 4 | from 8 | to 8, big-endian, times as doubles. */
const HEAD_BYTES = 20;

/** What goes before a thumbnail where several come in one piece: in answers, and in strips. */
export function thumbnailHead(thumbnail: {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}): Uint8Array {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  head.setUint32(0, thumbnail.bytes);
  head.setFloat64(4, thumbnail.from);
  head.setFloat64(12, thumbnail.to);
  return new Uint8Array(head.buffer);
}

/** All whole thumbnails of a piece. */
export function parseThumbnails(piece: ArrayBuffer): FramedThumbnail[] {
  const view = new DataView(piece);
  const thumbnails: FramedThumbnail[] = [];
  for (let at = 0; at + HEAD_BYTES <= piece.byteLength; ) {
    const start = at + HEAD_BYTES;
    const end = start + view.getUint32(at);
    if (end > piece.byteLength) break;
    const image = new Uint8Array(piece, start, end - start);
    thumbnails.push({ from: view.getFloat64(at + 4), to: view.getFloat64(at + 12), image });
    at = end;
  }
  return thumbnails;
}
