import type { TosClient } from '@volcengine/tos-sdk';
import { AppError } from '../../errors.ts';
import type { BlobEntry } from '../blob-store.ts';
import { runCall } from './transport/tos-call.ts';

const PAGE_KEYS = 1000;

/** Page by page: without `listOnlyOnce` the SDK would gather everything in memory. */
export async function* listPages(client: TosClient, prefix: string): AsyncGenerator<BlobEntry> {
  let token: string | undefined;
  do {
    const { data } = await runCall({}, () => client.listObjectsType2(pageInput(prefix, token)));
    for (const { Key, Size, HashCrc64ecma } of data.Contents) {
      yield { key: Key, size: Size, ...(HashCrc64ecma ? { crc64: HashCrc64ecma } : {}) };
    }
    if (data.IsTruncated && (data.NextContinuationToken ?? '') === '') {
      throw new AppError('unavailable', 'TOS cut a list off without saying where it goes on');
    }
    token = data.IsTruncated ? data.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** A token of `undefined` must be left out: the SDK would sign it as text, and the store refuse. */
function pageInput(prefix: string, token: string | undefined) {
  return {
    prefix,
    maxKeys: PAGE_KEYS,
    listOnlyOnce: true,
    ...(token === undefined ? {} : { continuationToken: token }),
  };
}
