const BLOCK_BYTES = 16;
const PIECE_BYTES = 1024 * 1024;
const NO_BYTES = new Uint8Array();
/** Named by what makes it: Node and browsers type it apart. */
type AesKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * AES-128-CBC by WebCrypto, piece after piece: alike in Node and in a browser, and memory does not
 * grow with the segment. The padding stays, since what is wrong with it is a finding and no error.
 * Throws a RangeError for what is no whole number of blocks.
 */
export async function* plainPieces(
  ciphertext: AsyncIterable<Uint8Array>,
  { key, iv }: { readonly key: Uint8Array<ArrayBuffer>; readonly iv: Uint8Array<ArrayBuffer> },
): AsyncGenerator<Uint8Array> {
  const aes = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt', 'decrypt']);
  let chain: Uint8Array<ArrayBuffer> = iv;
  for await (const piece of wholeBlocks(ciphertext)) {
    yield await decryptPiece(aes, piece, chain);
    chain = piece.slice(-BLOCK_BYTES);
  }
}

/**
 * WebCrypto knows CBC only with padding at the end. To encrypt nothing with the last block as IV
 * gives just the block that ends the piece as if it were a whole message.
 */
async function decryptPiece(
  aes: AesKey,
  piece: Uint8Array<ArrayBuffer>,
  iv: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const last = piece.slice(-BLOCK_BYTES);
  const end = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: last }, aes, NO_BYTES);
  const closed = new Uint8Array(piece.length + BLOCK_BYTES);
  closed.set(piece);
  closed.set(new Uint8Array(end), piece.length);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, aes, closed));
}

async function* wholeBlocks(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const held = new Uint8Array(PIECE_BYTES);
  let heldBytes = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + PIECE_BYTES - heldBytes);
      held.set(taken, heldBytes);
      heldBytes += taken.length;
      at += taken.length;
      if (heldBytes === PIECE_BYTES) {
        yield held.slice();
        heldBytes = 0;
      }
    }
  }
  if (heldBytes % BLOCK_BYTES !== 0) throw new RangeError('no whole number of cipher blocks');
  if (heldBytes > 0) yield held.slice(0, heldBytes);
}
