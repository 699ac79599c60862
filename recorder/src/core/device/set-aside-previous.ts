import { mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { IDENTITY_FILE, NEXT_IDENTITY_FILE, readIdentity } from './device-identity.ts';
import { isOtherMachine, type Machine } from './machine.ts';

/** Moved first, so that the remaining files are never taken for damage to another device. */
const IDENTITIES: readonly string[] = [IDENTITY_FILE, NEXT_IDENTITY_FILE];
/** Files that belong to a device, apart from its identity. */
const OF_A_DEVICE = /^(journal|last-entry|alive|segments$)/;
const PREFIX = 'previous-device';
/** The folders' names until everything is in them. */
const UNFINISHED = `${PREFIX}-unfinished`;
const COPIED_PREFIX = 'copied-device';
const COPIED_UNFINISHED = `${COPIED_PREFIX}-unfinished`;

interface FormerDevice {
  readonly folder: string;
  readonly token?: string | undefined;
  readonly atMs: number;
}

/** Names of the folders that hold what former devices recorded, oldest first. */
export async function listPrevious(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith(PREFIX) && name !== UNFINISHED).sort();
}

/** Whether segments are left; the folder is removed once everything was sent. */
export async function hasSegments(previous: string): Promise<boolean> {
  return (await readdir(previous)).includes('segments');
}

/**
 * For a folder whose device is forgotten, or is replaced by one that was enrolled anew: what it recorded is
 * its own, by its signatures, and goes into a folder by itself before the new one takes the place.
 * Returns its name; null when there is nothing to keep. A kill may cut it short anywhere: the next start
 * goes on. Throws `invalid-input` without a token: a forgotten identity may still be put back.
 */
export async function setAsidePrevious({
  folder,
  token,
  atMs,
}: FormerDevice): Promise<string | null> {
  const names = await readdir(folder);
  const isBegun = names.includes(UNFINISHED);
  const isReplaced = ((await readIdentity(folder, NEXT_IDENTITY_FILE))?.enrolment ?? null) !== null;
  const isUsed = isBegun || names.includes('alive') || names.includes('journal.db');
  const isForgotten = isUsed && !names.includes(IDENTITY_FILE);
  if (!isBegun && !isReplaced && !isForgotten) return null;
  if (!isBegun && !isReplaced && token === undefined) throw forgotten(folder);
  if (isReplaced || isForgotten) {
    // The identity is moved first, so that the remaining files are never taken for damage to the new device.
    const own = names.filter((name) => OF_A_DEVICE.test(name));
    const isThere = isReplaced && names.includes(IDENTITY_FILE);
    await moveInto(join(folder, UNFINISHED), isThere ? [IDENTITY_FILE, ...own] : own);
  }
  if (isReplaced) await rename(join(folder, NEXT_IDENTITY_FILE), join(folder, IDENTITY_FILE));
  return closeFolder(folder, { unfinished: UNFINISHED, prefix: PREFIX, atMs });
}

interface CopiedDevice extends FormerDevice {
  readonly machine: Machine;
}

/**
 * For a folder that came with a disk image, and whose device goes on elsewhere: nothing is signed or uploaded in its
 * name here, and what it holds goes into a folder by itself. Returns its name; null when this computer is the device's
 * own. Throws `invalid-input` without a token, as nothing can take its place.
 */
export async function setAsideCopied(device: CopiedDevice): Promise<string | null> {
  const { folder, token, machine, atMs } = device;
  const names = await readdir(folder);
  const known = (await readIdentity(folder))?.machine ?? null;
  const isCopied = known !== null && isOtherMachine(known, machine);
  if (!isCopied && !names.includes(COPIED_UNFINISHED)) return null;
  if (token === undefined) throw copied(folder);
  const identities = names.filter((name) => IDENTITIES.includes(name));
  const own = names.filter((name) => OF_A_DEVICE.test(name));
  await moveInto(join(folder, COPIED_UNFINISHED), [...identities, ...own]);
  return closeFolder(folder, { unfinished: COPIED_UNFINISHED, prefix: COPIED_PREFIX, atMs });
}

interface Closing {
  readonly unfinished: string;
  readonly prefix: string;
  readonly atMs: number;
}

async function closeFolder(folder: string, { unfinished, prefix, atMs }: Closing): Promise<string> {
  const name = `${prefix}-${new Date(atMs).toISOString().replaceAll(/[:.]/g, '-')}`;
  await rename(join(folder, unfinished), join(folder, name));
  await mkdir(join(folder, 'segments'), { recursive: true, mode: 0o700 });
  await syncFolder(folder);
  return name;
}

async function moveInto(into: string, names: readonly string[]): Promise<void> {
  await mkdir(into, { recursive: true, mode: 0o700 });
  const moved = new Set(await readdir(into));
  // A name that was moved before a kill has been made anew since, and is empty.
  const left = names.filter((name) => !moved.has(name));
  for (const name of left) await rename(join(dirname(into), name), join(into, name));
  await syncFolder(into);
}

function forgotten(folder: string): AppError {
  return new AppError(
    'invalid-input',
    `Who this device is (device.json) is gone from ${folder}: put it back, or give a token ` +
      '(--token) to become a new device. What was recorded stays on the disk, and is uploaded then.',
  );
}

function copied(folder: string): AppError {
  return new AppError(
    'invalid-input',
    `What is in ${folder} came with a copy of another computer: give a token (--token) to become a device ` +
      'of its own. Nothing was changed.',
    { details: { problem: 'copied-device' } },
  );
}
