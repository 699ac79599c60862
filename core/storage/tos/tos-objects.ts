import type { TosClient } from '@volcengine/tos-sdk';
import type { PutRequest } from '../blob-store.ts';
import { absentIfMissing } from '../remote/absent-if-missing.ts';
import { assertSameSum } from '../remote/assert-same-sum.ts';
import type { ConditionalStore, PutCondition, RemoteStat } from '../remote/conditional-put.ts';
import type { TosStorageClass } from './tos-store-options.ts';
import { runCall } from './transport/tos-call.ts';

/** The two requests of a conditional put, as TOS has them. */
export class TosObjects implements ConditionalStore {
  readonly #client: TosClient;
  readonly #storageClass: TosStorageClass | undefined;

  constructor(client: TosClient, storageClass: TosStorageClass | undefined) {
    this.#client = client;
    this.#storageClass = storageClass;
  }

  async stat(key: string): Promise<RemoteStat | null> {
    const answer = await absentIfMissing(runCall({}, () => this.#client.headObject({ key })));
    if (answer === null) return null;
    const { data } = answer;
    return {
      size: Number(data['content-length']),
      // Objects older than the service's sums have none.
      crc64: data['x-tos-hash-crc64ecma'] || null,
      etag: data.etag,
    };
  }

  async write(
    key: string,
    body: AsyncIterable<Uint8Array>,
    { request, condition }: { readonly request: PutRequest; readonly condition: PutCondition },
  ): Promise<void> {
    const { size, md5, crc64, signal, recycle } = request;
    const { data } = await runCall({ body, signal, recycle }, () =>
      this.#client.putObject({
        key,
        contentLength: size,
        contentType: 'application/octet-stream',
        ...(md5 === undefined ? {} : { contentMD5: Buffer.from(md5, 'hex').toString('base64') }),
        ...(condition.kind === 'absent' ? { forbidOverwrite: true } : { ifMatch: condition.etag }),
        // What was meant, beside what the store reckons: a lost catalogue could be told from a bad copy.
        meta: { crc64 },
        ...(this.#storageClass === undefined
          ? {}
          : { headers: { 'x-tos-storage-class': this.#storageClass } }),
      }),
    );
    assertSameSum(key, request, data['x-tos-hash-crc64ecma'] ?? null);
  }
}
