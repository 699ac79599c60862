import { join } from 'node:path';
import type { ExportId } from '../ids.ts';

/**
 * Where the package of an export lies: a sealed file (`core/storage/sealed-file.ts`) under the key in
 * `exports.wrapped_key`. That key, and the password in `exports.wrapped_password`, are wrapped with the
 * export's id as context.
 */
export function sealedPackagePath(folder: string, id: ExportId): string {
  return join(folder, sealedPackageName(id));
}

export function sealedPackageName(id: ExportId): string {
  return `${id}.zip.sealed`;
}
