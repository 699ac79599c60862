import { createDecipheriv } from 'node:crypto';
import { piecesOf } from './pieces-of.ts';
import { contentBytes } from './plain-size.ts';

export interface SegmentKey {
  /** The 16 bytes of the AES-128 data key. */
  readonly key: Uint8Array;
  /** The 16 bytes of the segment's initialisation vector. */
  readonly iv: Uint8Array;
}

/** At least the 187 bytes that the end of a torn segment may lose, and the 16 of a whole one. */
const HELD_BYTES = 192;

/**
 * The plain MPEG-TS of a whole segment, in pieces of at most 256 KiB; memory stays at two of them.
 * Padding is removed. A segment torn by a power loss ends at its last whole packet instead of
 * failing, since CBC proves nothing: whoever needs proof checks the signed SHA-256. What of the source
 * is decrypted goes back by `recycle`.
 */
export async function* decryptSegment(
  source: AsyncIterable<Uint8Array>,
  { key, iv }: SegmentKey,
  recycle: (chunk: Uint8Array) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const decipher = createDecipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
  const held = new HeldPieces();
  for await (const chunk of source) {
    for (const piece of piecesOf(chunk)) {
      held.push(decipher.update(piece));
      yield* held.beyond(HELD_BYTES);
    }
    recycle(chunk);
  }
  yield* held.content();
}

/** The last pieces wait here, uncopied, until it is known how the segment ends. */
class HeldPieces {
  #pieces: Uint8Array[] = [];
  #heldBytes = 0;
  #plainBytes = 0;

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#heldBytes += piece.length;
    this.#plainBytes += piece.length;
  }

  *beyond(keepBytes: number): Generator<Uint8Array> {
    for (;;) {
      const first = this.#pieces[0];
      if (first === undefined || this.#heldBytes - first.length < keepBytes) return;
      this.#pieces.shift();
      this.#heldBytes -= first.length;
      yield first;
    }
  }

  *content(): Generator<Uint8Array> {
    const lastBlock = this.#pieces.at(-1)?.subarray(-16) ?? new Uint8Array();
    let left = this.#heldBytes - this.#plainBytes + contentBytes(this.#plainBytes, lastBlock);
    for (const piece of this.#pieces) {
      if (left <= 0) return;
      const wanted = piece.length <= left ? piece : piece.subarray(0, left);
      // Before it is given away, since its reader may free it.
      left -= wanted.length;
      yield wanted;
    }
  }
}
