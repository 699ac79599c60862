import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import { readSealed } from '@workcompanion/core/storage/sealed-file';
import type { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import type { ServerContext } from '../context.ts';

export interface MadePackage {
  readonly id: (typeof evidencePackages.$inferSelect)['id'];
  readonly lease: number;
  readonly wrappedKey: Buffer;
  readonly bytes: number;
  readonly sha256: string;
  readonly expiresAt: number | null;
}

/** What opening a package reaches the world through. */
export type PackageContext = Pick<ServerContext, 'masterKey' | 'evidencePackages'>;

/** An evidence package, if it can be had now. Throws `not-found`. */
export function madePackage(row: typeof evidencePackages.$inferSelect, now: number): MadePackage {
  const { id, lease, state, wrappedKey, bytes, sha256, expiresAt } = row;
  const isOver = expiresAt !== null && expiresAt <= now;
  if (state !== 'made' || isOver || wrappedKey === null || bytes === null || sha256 === null) {
    throw new AppError('not-found', `There is no package ${id} now.`);
  }
  return { id, lease, wrappedKey, bytes, sha256, expiresAt };
}

/** Its plain bytes, decrypted while they are read. Whoever opened it closes it. */
export async function openPackageFile(
  { masterKey, evidencePackages: store }: PackageContext,
  made: MadePackage,
  range?: ByteRange,
): Promise<BlobReader> {
  const key = unwrapKey(masterKey, made.wrappedKey, made.id);
  return readSealed((sealed) => store.read(sealedPackageKey(made), sealed), key, range);
}
