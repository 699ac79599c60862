import { createHash } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { readSealedFile } from '@workcompanion/core/storage/sealed-file';
import type { ExportProgress } from './export-progress.ts';

interface WrittenPackage {
  readonly path: string;
  readonly key: Buffer;
  readonly bytes: number;
  readonly sha256: string;
  readonly password: string | null;
}

interface Watch {
  readonly progress: ExportProgress;
  readonly signal: AbortSignal;
}

/** Reads a finished package back. Throws `digest-mismatch` when it is not what was written. */
export async function verifyPackage(
  { path, key, bytes, sha256 }: WrittenPackage,
  { progress, signal }: Watch,
): Promise<void> {
  const digest = createHash('sha256');
  let done = 0;
  for await (const chunk of (await readSealedFile(path, key)).chunks()) {
    signal.throwIfAborted();
    digest.update(chunk);
    done += chunk.length;
    progress.tell('verifying', done / bytes);
  }
  if (digest.digest('hex') !== sha256) {
    throw new AppError('digest-mismatch', 'The package that was written reads back as another.');
  }
}
