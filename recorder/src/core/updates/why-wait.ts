import { mkdir } from 'node:fs/promises';
import type { Policy } from '@workcompanion/core/protocol/policy';
import type { ReleaseFacts } from '@workcompanion/core/releases/release-statement';
import type { UpdateCode } from '@workcompanion/core/releases/update-codes';
import { isScheduled } from '@workcompanion/core/schedule/weekly-schedule';
import { freeBytes } from '../capture/disk-guard.ts';
import { downloadedBytes } from './download.ts';

interface Circumstances {
  readonly folder: string;
  readonly policy: Policy | null;
  /** Each byte of the network costs money; null when nobody can tell. */
  readonly metered: boolean | null;
  /** UTC µs. */
  readonly now: number;
}

/** The service keeps two more copies while it installs. */
const COPIES = 3;

/** What keeps a release from being fetched now; null when nothing does. */
export async function whyWait(
  facts: ReleaseFacts,
  { folder, policy, metered, now }: Circumstances,
): Promise<Extract<UpdateCode, `waits-for-${string}`> | null> {
  if (metered === true) return 'waits-for-network';
  if (!isScheduled(policy?.upload.schedule ?? null, now / 1000)) return 'waits-for-hours';
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const needed = facts.bytes * COPIES - (await downloadedBytes(folder, facts));
  const kept = policy?.storage.minimumFreeBytes ?? 0;
  return (await freeBytes(folder)) >= needed + kept ? null : 'waits-for-space';
}
