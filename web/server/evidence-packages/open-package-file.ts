import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { sealedPackagePath } from '@workcompanion/core/evidence/sealed-package';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import { readSealedFile } from '@workcompanion/core/storage/sealed-file';
import type { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import type { ServerContext } from '../context.ts';

export interface MadePackage {
  readonly id: (typeof evidencePackages.$inferSelect)['id'];
  readonly wrappedKey: Buffer;
  readonly bytes: number;
  readonly sha256: string;
  readonly expiresAt: number | null;
}

type Asker = Pick<ServerContext, 'masterKey' | 'config' | 'now' | 'stores'>;

/** An evidence package, if it can be had now. Throws `not-found`. */
export function madePackage(row: typeof evidencePackages.$inferSelect, now: number): MadePackage {
  const { id, state, wrappedKey, bytes, sha256, expiresAt } = row;
  const isOver = expiresAt !== null && expiresAt <= now;
  if (state !== 'made' || isOver || wrappedKey === null || bytes === null || sha256 === null) {
    throw new AppError('not-found', `There is no package ${id} now.`);
  }
  return { id, wrappedKey, bytes, sha256, expiresAt };
}

/** Its plain bytes, decrypted while they are read. Whoever opened it closes it. */
export async function openPackageFile(
  { masterKey, config, stores }: Asker,
  { id, wrappedKey }: MadePackage,
  range?: ByteRange,
): Promise<BlobReader> {
  await stores['evidence-packages'].assertOurs();
  const key = unwrapKey(masterKey, wrappedKey, id);
  return readSealedFile(sealedPackagePath(config.evidencePackagesDir, id), key, range);
}
