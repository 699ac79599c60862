import { PIECE_BYTES } from '@workcompanion/core/crypto/pieces-of';

/** The same bytes in pieces of `PIECE_BYTES`, but for the last. A file comes so already, uncopied. */
export async function* exactPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (heldBytes + rest.length >= PIECE_BYTES) {
      const head = rest.subarray(0, PIECE_BYTES - heldBytes);
      rest = rest.subarray(head.length);
      yield held.length === 0 ? head : Buffer.concat([...held, head]);
      held = [];
      heldBytes = 0;
    }
    if (rest.length > 0) held.push(rest);
    heldBytes += rest.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
