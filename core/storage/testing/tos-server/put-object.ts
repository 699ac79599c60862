import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { answer, Refusal } from './answer.ts';
import { receiveBody, receiveBytes } from './receive-body.ts';
import type { TosRequest } from './server-state.ts';
import { type StoredObject, storedObject } from './stored-objects.ts';

export async function putObject(request: TosRequest): Promise<void> {
  const { key, incoming, outgoing, fault, state } = request;
  if (incoming.headers['x-tos-copy-source'] !== undefined) return copyObject(request);
  const object = state.discard ? await received(request) : await taken(request);
  if (fault?.kind === 'corrupt-store' && fault.late) {
    state.stats.late += 1;
    await fault.late().finally(() => {
      state.stats.late -= 1;
    });
  }
  assertPreconditions(incoming.headers, state.objects.get(key));
  if (fault?.kind !== 'phantom') {
    state.objects.set(key, fault?.kind === 'corrupt-store' ? withOneByteFlipped(object) : object);
  }
  if (fault?.kind === 'lost-ack') {
    incoming.destroy();
    return;
  }
  answer(outgoing, 200, {
    etag: object.etag,
    'x-tos-hash-crc64ecma': fault?.kind === 'wrong-crc' ? '1' : object.crc64,
  });
}

/** Only onto itself, into another class. */
function copyObject({ key, incoming, outgoing, state, fault }: TosRequest): void {
  const { 'x-tos-copy-source': source, 'x-tos-metadata-directive': directive } = incoming.headers;
  const object = state.objects.get(key);
  if (object === undefined) throw new Refusal(404, 'NoSuchKey');
  if (source !== `/${state.bucket}/${key}` || directive !== 'COPY') {
    throw new Refusal(400, 'InvalidArgument');
  }
  const storageClass = String(incoming.headers['x-tos-storage-class'] ?? 'STANDARD');
  if (fault?.kind !== 'phantom') state.objects.set(key, { ...object, storageClass });
  const body = JSON.stringify({ ETag: object.etag });
  answer(outgoing, 200, { 'content-type': 'application/json' }, body);
}

async function taken(request: TosRequest): Promise<StoredObject> {
  const bytes = await receiveBytes(request);
  const { headers } = request.incoming;
  const announced = headers['content-md5'];
  const md5 = createHash('md5').update(bytes).digest('base64');
  if (announced !== undefined && announced !== md5) throw new Refusal(400, 'BadDigest');
  return storedObject(bytes, factsOf(headers));
}

/** For benches: only counts, and believes the sum in the metadata. */
async function received(request: TosRequest): Promise<StoredObject> {
  let size = 0;
  await receiveBody(request, (chunk) => {
    size += chunk.length;
  });
  const { headers } = request.incoming;
  const crc64 = String(headers['x-tos-meta-crc64'] ?? '0');
  return { ...storedObject(Buffer.alloc(0), factsOf(headers)), size, crc64 };
}

function factsOf(headers: IncomingHttpHeaders) {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-tos-meta-'));
  return {
    storageClass: String(headers['x-tos-storage-class'] ?? 'STANDARD'),
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name, String(value)])),
    storedAtMs: Date.now(),
  };
}

function assertPreconditions(headers: IncomingHttpHeaders, there: StoredObject | undefined): void {
  if (headers['x-tos-forbid-overwrite'] === 'true' && there !== undefined) {
    throw new Refusal(409, 'DuplicateObject');
  }
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== there?.etag) throw new Refusal(412, 'PreconditionFailed');
}

function withOneByteFlipped(object: StoredObject): StoredObject {
  const bytes = Buffer.from(object.bytes);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  const { storageClass, metadata, storedAtMs } = object;
  return storedObject(bytes, { storageClass, metadata, storedAtMs });
}
