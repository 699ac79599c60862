import { AppError } from '@workcompanion/core/errors';
import type { ExpectedBlob } from '@workcompanion/core/storage/blob-store';
import type { RemoteStore } from '@workcompanion/core/storage/remote/remote-store';
import { isStored } from '../stores/is-stored.ts';

/** The bucket that hot store and archive are; and the class of what is archived, if it is told. */
export interface SharedBucket {
  readonly store: RemoteStore;
  readonly storageClass: string | null;
}

/**
 * Archives a segment where it lies: proves it by what the store says of it, changes its class, and
 * proves both. No byte moves. Returns false when the store has none, or another. May run twice. Throws
 * what the store throws, and `unavailable` when the class stays as it was.
 */
export async function archiveInPlace(
  { store, storageClass }: SharedBucket,
  key: string,
  expected: ExpectedBlob,
): Promise<boolean> {
  if (!(await isStored(store, key, expected))) return false;
  if (storageClass === null || (await isInClass(store, key, storageClass))) return true;
  await store.changeClass(key, storageClass);
  if (!(await isInClass(store, key, storageClass))) {
    throw new AppError('unavailable', `the store left ${key} in another class`);
  }
  return await isStored(store, key, expected);
}

/** Stores of S3 leave the class out where it is STANDARD. */
async function isInClass(store: RemoteStore, key: string, storageClass: string): Promise<boolean> {
  const stat = await store.stat(key);
  return stat !== null && (stat.storageClass ?? 'STANDARD') === storageClass;
}
