import { readFile } from 'node:fs/promises';
import { AppError } from '@workcompanion/core/errors';

/**
 * The page that checks a package: one file, which opens from a disk without a network. Throws
 * `unavailable` where it was not built: a package without it is one that few can check.
 */
export async function readVerifyPage(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('unavailable', `There is no ${file}: npm start builds it.`, { cause });
  }
}
