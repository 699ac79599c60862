import { join } from 'node:path';
import { assertBlobKey } from './blob-key.ts';

/** The one place where a key becomes a path. Throws `invalid-input` for a key that could leave `root`. */
export function blobPath(root: string, key: string): string {
  assertBlobKey(key);
  return join(root, ...key.split('/'));
}
