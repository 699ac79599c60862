import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isMissing } from '@workcompanion/core/files/system-error';
import { assertSameRelease, measureRelease } from '@workcompanion/core/releases/release-signature';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import type { ServerClient } from '../device/server-client.ts';
import type { RateLimiter } from '../upload/rate-cap.ts';

export interface DownloadOptions {
  /** A folder for downloads only. */
  readonly folder: string;
  readonly client: ServerClient;
  readonly rate: RateLimiter;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

function partOf(folder: string, { sha256 }: ReleaseFacts): string {
  return join(folder, `${sha256}.part`);
}

/** How many bytes of the release are here already. */
export async function downloadedBytes(folder: string, facts: ReleaseFacts): Promise<number> {
  try {
    const { size } = await stat(partOf(folder, facts));
    return size <= facts.bytes ? size : 0;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

/**
 * Downloads what is missing and returns the path of the verified file. A download that was interrupted is
 * continued. Throws a RequestFailure, or `release-mismatch` after removing a file that is not the stated
 * one.
 */
export async function downloadUpdate(
  facts: ReleaseFacts,
  options: DownloadOptions,
): Promise<string> {
  const { folder } = options;
  const part = partOf(folder, facts);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await discardOthers(part);
  const have = await downloadedBytes(folder, facts);
  if (have < facts.bytes) await fetchRest(facts, have, options);
  try {
    assertSameRelease(facts, await measureRelease(part));
    return part;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function fetchRest(
  facts: ReleaseFacts,
  have: number,
  { folder, client, rate, signal, onBytes }: DownloadOptions,
): Promise<void> {
  const { body, start } = await client.release(facts, have, signal);
  const file = await open(partOf(folder, facts), start > 0 ? 'a' : 'w', 0o600);
  try {
    await pipeline(
      body,
      rate.stream(),
      async (pieces: AsyncIterable<Buffer>) => {
        let bytes = start;
        for await (const piece of pieces) {
          await file.appendFile(piece);
          bytes += piece.length;
          onBytes(bytes); // what is told is in the file, and is not fetched again
        }
      },
      { signal },
    );
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes downloads of releases that are no longer offered. */
async function discardOthers(part: string): Promise<void> {
  const folder = dirname(part);
  for (const name of await readdir(folder)) {
    if (name !== basename(part)) await rm(join(folder, name), { force: true });
  }
}
