import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { syncFolder } from '../files/sync-folder.ts';

/** What a device has of its own beside who it is. */
const OF_A_DEVICE = /^(journal|last-entry|alive|segments$)/;

interface ForgottenDevice {
  readonly folder: string;
  readonly token?: string | undefined;
  readonly atMs: number;
}

/**
 * Of a folder whose device is forgotten: what it recorded is another device's, by its signatures, and
 * goes into a folder of its own before a new one takes the place. Returns its name; null when there is
 * nothing to keep. Throws `invalid-input` without a token: the identity may still be put back.
 */
export async function setAsidePrevious({
  folder,
  token,
  atMs,
}: ForgottenDevice): Promise<string | null> {
  const names = await readdir(folder);
  const isUsed = names.includes('alive') || names.includes('journal.db');
  if (names.includes('device.json') || !isUsed) return null;
  if (token === undefined) {
    throw new AppError(
      'invalid-input',
      `Who this device is (device.json) is gone from ${folder}: put it back, or give a token ` +
        '(--token) to become a new device. What was recorded stays on the disk.',
    );
  }
  const previous = `previous-device-${new Date(atMs).toISOString().replaceAll(/[:.]/g, '-')}`;
  await mkdir(join(folder, previous), { mode: 0o700 });
  for (const name of names.filter((each) => OF_A_DEVICE.test(each))) {
    await rename(join(folder, name), join(folder, previous, name));
  }
  await mkdir(join(folder, 'segments'), { recursive: true, mode: 0o700 });
  await syncFolder(folder);
  return previous;
}
