import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ed25519PrivateJwk, generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { DeviceId, newId } from '@workcompanion/core/ids';
import { Ed25519Jwk, X25519Jwk } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { isMissing } from '../files/system-code.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';

/** Where it is enrolled, and the keys the server showed then: a later change is refused. */
export const Enrolment = z.object({
  server: z.string(),
  signingKey: Ed25519Jwk,
  sealingKey: X25519Jwk,
  employeeName: z.string(),
  /** Tells the token that it enrolled with from a new one. */
  tokenHash: z.string().optional(),
});
export type Enrolment = z.infer<typeof Enrolment>;

const DeviceIdentity = z.object({
  device: DeviceId,
  /** Made on the device, never leaves it. */
  privateKey: Ed25519PrivateJwk,
  enrolment: Enrolment.nullable(),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

export const IDENTITY_FILE = 'device.json';
/** Who a device that is enrolled anew will be. */
export const NEXT_IDENTITY_FILE = 'device-next.json';
type IdentityFile = typeof IDENTITY_FILE | typeof NEXT_IDENTITY_FILE;

/** Null when there is no such file. */
export async function readIdentity(
  folder: string,
  file: IdentityFile = IDENTITY_FILE,
): Promise<DeviceIdentity | null> {
  try {
    return DeviceIdentity.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Reads who this device is; the first time, makes it. The file is the owner's alone. */
export async function loadIdentity(
  folder: string,
  file: IdentityFile = IDENTITY_FILE,
): Promise<DeviceIdentity> {
  const known = await readIdentity(folder, file);
  if (known !== null) return known;
  const { privateKey } = await generateSigningKeyPair();
  const identity: DeviceIdentity = { device: newId(DeviceId), privateKey, enrolment: null };
  await saveIdentity(folder, identity, file);
  return identity;
}

export async function saveIdentity(
  folder: string,
  identity: DeviceIdentity,
  file: IdentityFile = IDENTITY_FILE,
): Promise<void> {
  await writeFileDurably(join(folder, file), `${JSON.stringify(identity, null, 2)}\n`);
}
