import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { protocolHeaders, Refusal } from './answer.ts';
import { isFrozen, restoreHeaders } from './restore-object.ts';
import type { TosRequest } from './server-state.ts';
import type { StoredObject } from './stored-objects.ts';

/** GET and HEAD: the same headers, with and without the bytes. */
export async function getObject(request: TosRequest): Promise<void> {
  const { key, incoming, outgoing, state, operation } = request;
  const object = state.objects.get(key);
  if (object === undefined) throw new Refusal(404, 'NoSuchKey');
  const headers = { ...protocolHeaders(), ...headersOf(object) };
  if (operation === 'head') {
    outgoing.writeHead(200, { ...headers, 'content-length': object.size });
    outgoing.end();
    return;
  }
  if (isFrozen(object)) throw new Refusal(403, 'InvalidObjectState');
  const range = byteRange(incoming.headers.range, object.size);
  const { start, end } = range ?? { start: 0, end: object.size };
  outgoing.writeHead(range === null ? 200 : 206, {
    ...headers,
    'content-length': end - start,
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${object.size}` }),
  });
  await sendBytes(request, object.bytes.subarray(start, end));
}

function headersOf(object: StoredObject): Record<string, string> {
  return {
    ...object.metadata,
    ...restoreHeaders(object),
    etag: object.etag,
    'content-type': 'application/octet-stream',
    'last-modified': new Date(object.storedAtMs).toUTCString(),
    'x-tos-hash-crc64ecma': object.crc64,
    'x-tos-storage-class': object.storageClass,
  };
}

/** RFC 9110, 14.1.2: one range of bytes, half-open; null without the header. An end beyond is cut off. */
function byteRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | null {
  if (header === undefined) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) throw new Refusal(416, 'InvalidRange');
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start >= end) throw new Refusal(416, 'InvalidRange');
  return { start, end };
}

const PIECE_BYTES = 65_536;

/** Sends a body whose head is written, at the pace and as far as the fault allows. */
async function sendBytes(request: TosRequest, bytes: Buffer): Promise<void> {
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
