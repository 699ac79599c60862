import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { TosRequest } from './tos-request.ts';

const PIECE_BYTES = 65_536;

/** Sends a body whose head is written, at the pace and as far as the fault allows. */
export async function sendBytes(request: TosRequest, bytes: Buffer): Promise<void> {
  const { outgoing, fault, state } = request;
  const body = fault?.kind === 'flip-download' ? withMiddleFlipped(bytes) : bytes;
  const stopAt =
    fault?.kind === 'cut-response' || fault?.kind === 'stall-response'
      ? fault.afterBytes
      : Infinity;
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    const piece = body.subarray(at, Math.min(at + PIECE_BYTES, stopAt));
    state.stats.bytesOut += piece.length;
    outgoing.write(piece);
    if (at + PIECE_BYTES >= stopAt) {
      if (fault?.kind === 'cut-response') await cut(request);
      return;
    }
    if (fault?.kind === 'slow') await delay((1000 * piece.length) / fault.bytesPerSecond);
    // Not what `write` said: it may have drained while we were slow.
    if (outgoing.writableNeedDrain && !(await drained(request))) return;
  }
  outgoing.end();
}

/** False when the client has left. */
async function drained({ outgoing }: TosRequest): Promise<boolean> {
  if (outgoing.destroyed) return false;
  const either = new AbortController();
  const { signal } = either;
  try {
    await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })]);
    return !outgoing.destroyed;
  } finally {
    either.abort();
  }
}

/** After what was written has gone out, that the client gets just so much. */
async function cut({ outgoing }: TosRequest): Promise<void> {
  await delay(50);
  if (!outgoing.destroyed) outgoing.destroy();
}

function withMiddleFlipped(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  flipped[middle] = (flipped[middle] ?? 0) ^ 1;
  return flipped;
}
