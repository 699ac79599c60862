import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** No empty part, none that begins with a dot: neither "..", nor a store's own hidden folders. */
const KEY = /^[A-Za-z0-9_-][\w.-]*(?:\/[A-Za-z0-9_-][\w.-]*)*$/;
const MAX_KEY_CHARACTERS = 512;

/** Throws `invalid-input` for a key that not every store could take, or that could leave a folder. */
export function assertBlobKey(key: string): void {
  if (key.length > MAX_KEY_CHARACTERS || !KEY.test(key)) {
    throw new AppError('invalid-input', `no blob key: ${JSON.stringify(key.slice(0, 80))}`);
  }
}

/** The one place where a key becomes a path. Throws `invalid-input` for a key that could leave `root`. */
export function blobPath(root: string, key: string): string {
  assertBlobKey(key);
  return join(root, ...key.split('/'));
}
