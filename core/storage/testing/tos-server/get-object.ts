import { protocolHeaders } from './answer.ts';
import { byteRange } from './byte-range.ts';
import { Refusal } from './refusal.ts';
import { isFrozen, restoreHeaders } from './restore-object.ts';
import { sendBytes } from './send-bytes.ts';
import type { StoredObject } from './stored-objects.ts';
import type { TosRequest } from './tos-request.ts';

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
