import { AppError } from '../../errors.ts';
import type { ExpectedBlob, PutRequest } from '../blob-store.ts';
import { absentIfMissing } from '../remote/absent-if-missing.ts';
import type { ConditionalStore, PutCondition, RemoteStat } from '../remote/conditional-put.ts';
import type { TosRequests } from './requests/tos-requests.ts';
import type { TosStorageClass } from './tos-store-options.ts';

/** The two requests of a conditional put, as TOS has them. */
export class TosObjects implements ConditionalStore {
  readonly #requests: TosRequests;
  readonly #storageClass: TosStorageClass | undefined;

  constructor(requests: TosRequests, storageClass: TosStorageClass | undefined) {
    this.#requests = requests;
    this.#storageClass = storageClass;
  }

  async stat(key: string): Promise<RemoteStat | null> {
    const headers = await absentIfMissing(this.#requests.send({ method: 'HEAD', key }));
    if (headers === null) return null;
    return {
      size: Number(headers['content-length']),
      // Objects older than the service's sums have none.
      crc64: sumOf(headers),
      etag: headers.etag ?? '',
    };
  }

  async write(
    key: string,
    body: AsyncIterable<Uint8Array>,
    { request, condition }: { readonly request: PutRequest; readonly condition: PutCondition },
  ): Promise<void> {
    const { size, md5, crc64, signal, recycle } = request;
    const headers = await this.#requests.send({
      method: 'PUT',
      key,
      body,
      signal,
      recycle,
      signed: {
        // What was meant, beside what the store reckons: a lost catalogue could be told from a bad copy.
        'x-tos-meta-crc64': crc64,
        ...(condition.kind === 'absent' && { 'x-tos-forbid-overwrite': 'true' }),
        ...(this.#storageClass !== undefined && { 'x-tos-storage-class': this.#storageClass }),
      },
      unsigned: {
        'content-length': String(size),
        'content-type': 'application/octet-stream',
        ...(md5 !== undefined && { 'content-md5': Buffer.from(md5, 'hex').toString('base64') }),
        ...(condition.kind === 'etag' && { 'if-match': condition.etag }),
      },
    });
    assertSameSum(key, request, sumOf(headers));
  }
}

function sumOf(headers: NodeJS.Dict<string | string[]>): string | null {
  return String(headers['x-tos-hash-crc64ecma'] ?? '') || null;
}

/** Throws `digest-mismatch` when the store says, in its answer to a put, that it took other bytes. */
function assertSameSum(key: string, expected: ExpectedBlob, stored: string | null): void {
  if (stored === expected.crc64) return;
  throw new AppError('digest-mismatch', `the store took other bytes for ${key} than were sent`, {
    details: { key, expectedCrc64: expected.crc64, storedCrc64: stored },
  });
}
