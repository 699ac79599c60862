import { join } from 'node:path';
import type { EvidencePackageId } from '../ids.ts';

/**
 * Where an evidence package lies: a sealed file (`core/storage/sealed-file.ts`) under the key in
 * `evidence_packages.wrapped_key`. That key, and the password in `evidence_packages.wrapped_password`, are wrapped with the
 * export's id as context.
 */
export function sealedPackagePath(folder: string, id: EvidencePackageId): string {
  return join(folder, sealedPackageName(id));
}

export function sealedPackageName(id: EvidencePackageId): string {
  return `${id}.zip.sealed`;
}
