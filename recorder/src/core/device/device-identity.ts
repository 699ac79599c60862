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
});
export type Enrolment = z.infer<typeof Enrolment>;

const DeviceIdentity = z.object({
  device: DeviceId,
  /** Made on the device, never leaves it. */
  privateKey: Ed25519PrivateJwk,
  enrolment: Enrolment.nullable(),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

const FILE = 'device.json';

/** Reads who this device is; the first time, makes it. The file is the owner's alone. */
export async function loadIdentity(folder: string): Promise<DeviceIdentity> {
  try {
    return DeviceIdentity.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const { privateKey } = await generateSigningKeyPair();
  const identity: DeviceIdentity = { device: newId(DeviceId), privateKey, enrolment: null };
  await saveIdentity(folder, identity);
  return identity;
}

export async function saveIdentity(folder: string, identity: DeviceIdentity): Promise<void> {
  await writeFileDurably(join(folder, FILE), `${JSON.stringify(identity, null, 2)}\n`);
}
