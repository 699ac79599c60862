const PACKET_BYTES = 188;
const SYNC_BYTE = 0x47;
const BLOCK_BYTES = 16;

/** Whether a plain segment with its padding is an MPEG transport stream (ISO/IEC 13818-1). */
export class TransportStreamCheck {
  #bytes = 0;
  #isInSync = true;
  #lastBlock: Uint8Array = new Uint8Array();

  /** In pieces of whole cipher blocks. */
  push(piece: Uint8Array): void {
    const first = (PACKET_BYTES - (this.#bytes % PACKET_BYTES)) % PACKET_BYTES;
    for (let at = first; at < piece.length; at += PACKET_BYTES) {
      // The last packet sign may be one of the padding's bytes: it is judged at the end.
      if (piece[at] !== SYNC_BYTE && piece.length - at > BLOCK_BYTES) this.#isInSync = false;
    }
    this.#bytes += piece.length;
    this.#lastBlock = piece.slice(-BLOCK_BYTES);
  }

  /** `isTorn`: cut by a power loss, so that its end, and only that, may be anything. */
  isWhole({ isTorn }: { readonly isTorn: boolean }): boolean {
    const padding = this.#lastBlock.at(-1) ?? 0;
    const isPadded =
      padding >= 1 &&
      padding <= BLOCK_BYTES &&
      this.#lastBlock.subarray(-padding).every((byte) => byte === padding);
    const isWholePackets = (this.#bytes - padding) % PACKET_BYTES === 0;
    return this.#isInSync && this.#bytes > PACKET_BYTES && (isTorn || (isPadded && isWholePackets));
  }
}
