import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import type { StoreMarker, StoreState } from '@workcompanion/core/storage/store-marker';
import { freeBytesOf } from './look-at-database.ts';

type StoreWord = 'ok' | Exclude<StoreState, 'ours'>;

export async function lookAtStore(marker: StoreMarker): Promise<{ readonly state: StoreWord }> {
  const state = await marker.look();
  return { state: state === 'ours' ? 'ok' : state };
}

export interface HotPart {
  readonly state: StoreWord | 'full' | 'not-writable';
  readonly freeBytes: number | null;
}

/** As many bytes as a file system must find room for. */
const PROBE_BYTES = 4096;

/** Nothing lies there. */
const REACH_KEY = 'self-test/reach';

/** Written to in earnest: rights and quotas are not all that a disk may refuse for. */
export async function lookAtHot(
  marker: StoreMarker,
  {
    hotDir,
    minimumFreeBytes,
  }: { readonly hotDir: string | null; readonly minimumFreeBytes: number },
): Promise<HotPart> {
  const { state } = await lookAtStore(marker);
  if (state !== 'ok') return { state, freeBytes: null };
  if (hotDir === null) {
    // A bucket that once proved ours is not asked for its marker again: here it is whether it answers.
    await marker.holds(REACH_KEY);
    return { state, freeBytes: null };
  }
  const freeBytes = await freeBytesOf(hotDir);
  if (freeBytes !== null && freeBytes < minimumFreeBytes) return { state: 'full', freeBytes };
  return { state: await tryToWrite(hotDir), freeBytes };
}

async function tryToWrite(folder: string): Promise<'ok' | 'full' | 'not-writable'> {
  const file = path.join(folder, `.workcompanion-probe-${process.pid}`);
  try {
    await writeFile(file, Buffer.alloc(PROBE_BYTES), { flush: true });
    return 'ok';
  } catch (error) {
    return isDiskFullError(error) ? 'full' : 'not-writable';
  } finally {
    await rm(file, { force: true }).catch(() => {});
  }
}
