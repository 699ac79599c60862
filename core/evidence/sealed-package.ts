import type { EvidencePackageId } from '../ids.ts';

/**
 * Where an evidence package lies: a sealed file (`core/storage/sealed-file.ts`) under the key in
 * `evidence_packages.wrapped_key`. That key, and the password in `evidence_packages.wrapped_password`,
 * are wrapped with the package's id as context. Each claim stores one of its own; the row's counts.
 */
export function sealedPackageKey({
  id,
  lease,
}: {
  readonly id: EvidencePackageId;
  readonly lease: number;
}): string {
  return `${id}.${lease}.zip.sealed`;
}
