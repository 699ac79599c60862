import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { isMissing } from '@workcompanion/core/files/system-error';
import { writeFileDurably } from '../core/files/durable-files.ts';

/** The system's store for secrets of a user, Electron's `safeStorage`. */
export interface SystemVault {
  isEncryptionAvailable(): boolean;
  /** Exists on Linux only. */
  getSelectedStorageBackend(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

const FILE = 'system-secret';
const UNPROVEN_FILE = `${FILE}-unproven`;
const LOST_FILE = `${FILE}-lost`;
const SECRET = /^[\w-]{43}$/;
/** With these backends Linux encrypts with a password that everybody knows. */
const NO_BACKENDS: readonly string[] = ['basic_text', 'unknown'];

/**
 * The secret that seals the device's key; null while the system keeps none, or does not give it out.
 *
 *   none      the system has nothing for secrets, or this is the first start: one is made
 *   unproven  written down, and not used yet: on Windows, Chromium keeps what opens it in a file of its
 *             own, some seconds later, so that a power cut could take a key which it seals already
 *   proven    another process has opened it: from then on it is used
 *
 * One that was proven and does not open any more is never replaced by itself: a key may hang on it.
 */
export async function openSystemSecret(folder: string, vault: SystemVault): Promise<string | null> {
  try {
    if (!isKept(vault)) return null;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const proven = await readSealed(join(folder, FILE));
    if (proven !== null) return open(vault, proven);
    const unproven = await readSealed(join(folder, UNPROVEN_FILE));
    const secret = unproven === null ? null : open(vault, unproven);
    if (secret === null) {
      await makeSecret(folder, vault);
      return null;
    }
    await rename(join(folder, UNPROVEN_FILE), join(folder, FILE));
    await syncFolder(folder);
    return secret;
  } catch {
    return null;
  }
}

/** Makes another secret for a device that is enrolled anew because its key is lost. It is used from the next start on. */
export async function replaceSystemSecret(folder: string, vault: SystemVault): Promise<void> {
  try {
    await rename(join(folder, FILE), join(folder, LOST_FILE));
    await syncFolder(folder);
    if (isKept(vault)) await makeSecret(folder, vault);
  } catch {
    // Then the key of the new device stays unsealed in its file.
  }
}

function isKept(vault: SystemVault): boolean {
  if (process.platform === 'linux' && NO_BACKENDS.includes(vault.getSelectedStorageBackend()))
    return false;
  return vault.isEncryptionAvailable();
}

async function makeSecret(folder: string, vault: SystemVault): Promise<void> {
  const sealed = vault.encryptString(randomBytes(32).toString('base64url'));
  await writeFileDurably(join(folder, UNPROVEN_FILE), sealed.toString('base64'));
}

async function readSealed(path: string): Promise<Buffer | null> {
  try {
    return Buffer.from(await readFile(path, 'utf8'), 'base64');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function open(vault: SystemVault, sealed: Buffer): string | null {
  try {
    const secret = vault.decryptString(sealed);
    return SECRET.test(secret) ? secret : null;
  } catch {
    return null;
  }
}
