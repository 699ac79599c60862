import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { decodePack, type EntryTexts } from './pack-format.ts';

/** Where a pack lies. */
export interface PackPlace {
  readonly object: string;
  readonly firstByte: number;
  readonly endByte: number;
}

/** The texts of a pack's entries, in their order. Throws `blob-missing` or `digest-mismatch`. */
export async function readEntryPack(
  journal: BlobStore,
  { object, firstByte, endByte }: PackPlace,
): Promise<EntryTexts[]> {
  const reader = await journal.read(object, { start: firstByte, end: endByte });
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
    return await decodePack(Buffer.concat(pieces));
  } finally {
    await reader.close();
  }
}
