import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Ed25519PrivateJwk, generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { isMissing } from '@workcompanion/core/files/system-error';
import { DeviceId, newId } from '@workcompanion/core/ids';
import type { KeyStorage } from '@workcompanion/core/protocol/host-facts';
import { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { writeFileDurably } from '../files/durable-files.ts';
import type { Log } from '../log.ts';
import { Machine } from './machine.ts';

/** Where the device is enrolled, and the keys that the server showed then: other keys are refused later. */
export const Enrolment = z.object({
  server: z.string(),
  signingKey: Ed25519Jwk,
  sealingKey: X25519Jwk,
  personName: z.string(),
  /** Tells a new token from the one that the device enrolled with. */
  tokenHash: z.string().optional(),
});
export type Enrolment = z.infer<typeof Enrolment>;

const DeviceIdentity = z.object({
  device: DeviceId,
  /** Made on the device, and never leaves it. */
  privateKey: Ed25519PrivateJwk,
  enrolment: Enrolment.nullable(),
  /** The machine that it was last used on. Absent: a recorder too old to note it. */
  machine: Machine.optional(),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

/** The file of a device whose key opens only with the system's secret (AES-256-GCM). */
const SealedIdentity = z.object({
  device: DeviceId,
  publicKey: Ed25519Jwk,
  sealedKey: z.base64url(),
  enrolment: Enrolment.nullable(),
  machine: Machine.optional(),
});
type SealedIdentity = z.infer<typeof SealedIdentity>;

export const IDENTITY_FILE = 'device.json';
/** The identity of the next device, while this computer is being enrolled anew. */
export const NEXT_IDENTITY_FILE = 'device-next.json';
type IdentityFile = typeof IDENTITY_FILE | typeof NEXT_IDENTITY_FILE;

/** Where identities are kept, and the secret that seals their keys. */
export interface IdentityPlace {
  readonly folder: string;
  /** 32 bytes that the operating system keeps for this user; null when it keeps none. */
  readonly systemSecret?: Buffer | null | undefined;
  readonly log: Log;
}

/** What can be read of an identity without its key. */
export interface KnownIdentity {
  readonly device: DeviceId;
  readonly publicKey: Ed25519Jwk;
  readonly enrolment: Enrolment | null;
  readonly machine: Machine | null;
  readonly keyStorage: KeyStorage;
}

/** Null when there is no such file. */
export async function readIdentity(
  folder: string,
  file: IdentityFile = IDENTITY_FILE,
): Promise<KnownIdentity | null> {
  const stored = await readStored(join(folder, file));
  if (stored === null) return null;
  const { device, enrolment, machine = null } = stored;
  return 'sealedKey' in stored
    ? { device, enrolment, machine, publicKey: stored.publicKey, keyStorage: 'system' }
    : {
        device,
        enrolment,
        machine,
        publicKey: Ed25519Jwk.parse(stored.privateKey),
        keyStorage: 'file',
      };
}

/**
 * Reads an identity with its key; null when there is no such file. If the system keeps a secret, a key that
 * is not sealed yet is sealed first. Throws `device-key-locked` when the system does not give the secret.
 */
export async function openIdentity(
  place: IdentityPlace,
  file: IdentityFile = IDENTITY_FILE,
): Promise<DeviceIdentity | null> {
  const stored = await readStored(join(place.folder, file));
  if (stored === null) return null;
  if ('sealedKey' in stored) return unseal(stored, place.systemSecret ?? null);
  if (place.systemSecret != null) {
    // A file that is in use, for instance by a virus scanner, must not stop recording: the next start tries again.
    await saveIdentity(place, stored, file).catch((error: unknown) =>
      place.log.warn({ err: error }, 'the key of the device can not be sealed yet'),
    );
  }
  return stored;
}

/** Opens this device's identity, or makes it the first time. Only the owner can read the file. */
export async function loadIdentity(
  place: IdentityPlace,
  file: IdentityFile = IDENTITY_FILE,
): Promise<DeviceIdentity> {
  const known = await readIdentity(place.folder, file);
  // A locked identity that was never enrolled is no loss, so a new one is made.
  const isNobody = known?.enrolment === null && (await isLocked(place, file));
  const opened = isNobody ? null : await openIdentity(place, file);
  if (opened !== null) return opened;
  const { privateKey } = await generateSigningKeyPair();
  const identity: DeviceIdentity = { device: newId(DeviceId), privateKey, enrolment: null };
  await saveIdentity(place, identity, file);
  return identity;
}

/** Whether the key of an existing identity can't be opened. */
export async function isLocked(
  { folder, systemSecret = null }: IdentityPlace,
  file: IdentityFile = IDENTITY_FILE,
): Promise<boolean> {
  const stored = await readStored(join(folder, file));
  if (stored === null || !('sealedKey' in stored)) return false;
  try {
    unseal(stored, systemSecret);
    return false;
  } catch {
    return true;
  }
}

/** Writes an identity, sealed if the system keeps a secret. */
export async function saveIdentity(
  { folder, systemSecret = null }: IdentityPlace,
  identity: DeviceIdentity,
  file: IdentityFile = IDENTITY_FILE,
): Promise<void> {
  const path = join(folder, file);
  if (systemSecret === null) return await writeFileDurably(path, textOf(identity));
  const draft = `${path}.sealed`;
  await writeFileDurably(draft, textOf(seal(identity, systemSecret)));
  // The old file may be the only readable copy, so the new one is opened before it replaces it.
  const written = SealedIdentity.parse(JSON.parse(await readFile(draft, 'utf8')));
  if (unseal(written, systemSecret).privateKey.d !== identity.privateKey.d) {
    throw new AppError('internal', `the sealed key of device ${identity.device} is another one`);
  }
  // A kill during the first write may have left the plain key there.
  await rm(`${path}.new`, { force: true });
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** Notes which machine this is: the next start tells a copy by it. */
export async function noteMachine(
  { machine = null, ...place }: IdentityPlace & { readonly machine?: Machine | null },
  identity: DeviceIdentity,
): Promise<DeviceIdentity> {
  if (machine === null || isDeepStrictEqual(machine, identity.machine)) return identity;
  const noted = { ...identity, machine };
  // A file that is in use must not stop recording: the next start tries again.
  await saveIdentity(place, noted).catch((error: unknown) =>
    place.log.warn({ err: error }, 'the machine can not be noted yet'),
  );
  return noted;
}

function seal({ privateKey, ...known }: DeviceIdentity, secret: Buffer): SealedIdentity {
  const wrapped = wrapKey(secret, Buffer.from(JSON.stringify(privateKey)), contextOf(known.device));
  const publicKey = Ed25519Jwk.parse(privateKey);
  return { ...known, publicKey, sealedKey: wrapped.toString('base64url') };
}

function unseal(
  { sealedKey, publicKey: _, ...known }: SealedIdentity,
  secret: Buffer | null,
): DeviceIdentity {
  const { device } = known;
  if (secret === null) throw locked(device);
  try {
    const key = unwrapKey(secret, Buffer.from(sealedKey, 'base64url'), contextOf(device));
    const privateKey = Ed25519PrivateJwk.parse(JSON.parse(key.toString('utf8')));
    return { ...known, privateKey };
  } catch (cause) {
    throw locked(device, cause);
  }
}

function contextOf(device: DeviceId): string {
  return `device-key:${device}`;
}

function locked(device: DeviceId, cause?: unknown): AppError {
  return new AppError(
    'device-key-locked',
    `The key of this device (${device}) is kept by the operating system, which did not give it out: ` +
      'start the recorder from the desktop, as the user that it was enrolled for. If the key is lost ' +
      'for good, enrol this computer anew (--reenrol --token TOKEN): what was recorded is kept, and ' +
      'uploaded then.',
    { cause },
  );
}

async function readStored(path: string): Promise<DeviceIdentity | SealedIdentity | null> {
  try {
    const stored: unknown = JSON.parse(await readFile(path, 'utf8'));
    return z.union([SealedIdentity, DeviceIdentity]).parse(stored);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function textOf(identity: DeviceIdentity | SealedIdentity): string {
  return `${JSON.stringify(identity, null, 2)}\n`;
}
