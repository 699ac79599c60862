/** Large enough that the calls cost nothing, small enough for many viewers (measured optimum). */
export const PIECE_BYTES = 256 * 1024;

/** Views of `chunk`, none above `PIECE_BYTES`. */
export function* piecesOf(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
    yield chunk.subarray(at, at + PIECE_BYTES);
  }
}
