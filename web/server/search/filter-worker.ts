import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import { BLOCK_BYTES, mayHoldNgrams } from '@workcompanion/core/search/text-filter';
import type { FilterAnswer, FilterFile, FilterMessage } from './filter-thread.ts';

/** The other side of `FilterThread`. */
parentPort?.on('message', ({ filters, ngrams }: FilterMessage) => {
  const answer: FilterAnswer = filters.map((filter) => mayHold(filter, ngrams));
  parentPort?.postMessage(answer);
});

const block = Buffer.alloc(BLOCK_BYTES);

/** True also where the file is gone: a newer filter, or none, is in its place. */
function mayHold({ path, dataKey }: FilterFile, ngrams: readonly string[]): boolean {
  const file = opened(path);
  if (file === null) return true;
  try {
    const readBlock = (from: number): Uint8Array => {
      readSync(file, block, 0, BLOCK_BYTES, from);
      return block;
    };
    const filter = { bytes: fstatSync(file).size, readBlock };
    return mayHoldNgrams(pieceKey(dataKey, 'text-filters'), filter, ngrams);
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
