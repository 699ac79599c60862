import { createHash } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { Clock } from '../clock.ts';
import { connectServer, serverOrigin } from './connect-server.ts';
import {
  type DeviceIdentity,
  type Enrolment,
  type IdentityPlace,
  isLocked,
  loadIdentity,
  NEXT_IDENTITY_FILE,
  readIdentity,
  saveIdentity,
} from './device-identity.ts';
import type { ServerClient } from './server-client.ts';
import type { ServerTrust } from './server-trust.ts';

interface EnrolmentInput {
  readonly identity: DeviceIdentity;
  readonly server: string;
  readonly token: string;
  readonly host: HostFacts;
}

/** Enrols this device; the result holds the server's keys as first seen. May run twice. */
async function enrol(client: ServerClient, input: EnrolmentInput): Promise<Enrolment> {
  const { identity, server, token, host } = input;
  const hello = await client.hello();
  const { personName } = await client.enrol({
    token,
    device: identity.device,
    publicKey: Ed25519Jwk.parse(identity.privateKey),
    host,
  });
  const { signingKey, sealingKey } = hello;
  return { server, signingKey, sealingKey, personName, tokenHash: tokenHash(token) };
}

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

interface EnrolmentWish extends IdentityPlace {
  readonly server: string;
  /** Needed for the enrolment only. */
  readonly token?: string | undefined;
}

interface EnrolmentNeeds {
  readonly identity: DeviceIdentity;
  readonly host: HostFacts;
  readonly client: ServerClient;
}

/** Enrols the device once. Throws `invalid-input` without a token, `forbidden` if enrolled elsewhere. */
export async function ensureEnrolled(
  wish: EnrolmentWish,
  { identity, host, client }: EnrolmentNeeds,
): Promise<Enrolment> {
  const { server, token } = wish;
  const origin = serverOrigin(server);
  if (identity.enrolment === null) {
    if (token === undefined) {
      throw new AppError('invalid-input', 'This device is not enrolled: give a token (--token).', {
        details: { problem: 'token-missing' },
      });
    }
    const enrolment = await enrol(client, { identity, server: origin, token, host });
    await saveIdentity(wish, { ...identity, enrolment });
    return enrolment;
  }
  if (identity.enrolment.server === origin) return identity.enrolment;
  const where = identity.enrolment.server;
  throw otherPortal(`This device is enrolled at ${where}, not at ${origin}.`);
}

function otherPortal(message: string): AppError {
  return new AppError('forbidden', message, { details: { problem: 'other-portal' } });
}

interface NewEnrolment extends IdentityPlace {
  readonly server: string;
  readonly token?: string | undefined;
  readonly trust: ServerTrust;
  /** Somebody asked that this computer become a new device. */
  readonly reenrol?: boolean | undefined;
}

/** Whether the folder's device was enrolled with another token than this one. */
export async function isEnrolledOtherwise(folder: string, token?: string): Promise<boolean> {
  const enrolment = (await readIdentity(folder))?.enrolment ?? null;
  if (enrolment === null || token === undefined) return false;
  return enrolment.tokenHash !== undefined && enrolment.tokenHash !== tokenHash(token);
}

/**
 * Enrols a new device beside the one that there is, when somebody said so; nothing of the old one is
 * touched yet. Returns whether it did. Once: the token that the device was enrolled with makes no other
 * of it, so that a command which is run at every start may say so each time; unless the device's key can't
 * be had any more.
 */
export async function enrolAnew(
  wish: NewEnrolment,
  { host, clock }: { readonly host: HostFacts; readonly clock: Clock },
): Promise<boolean> {
  const { folder, token, reenrol = false, log } = wish;
  const present = (await readIdentity(folder))?.enrolment ?? null;
  const next = (await readIdentity(folder, NEXT_IDENTITY_FILE))?.enrolment ?? null;
  // A kill came after the enrolment and before the old device was set aside.
  if (next !== null) return present !== null;
  if (present === null || token === undefined) return false;
  const isSame = present.tokenHash === tokenHash(token);
  if (isSame && !(await isLocked(wish))) return false;
  if (!reenrol) {
    if (present.tokenHash !== undefined && !isSame) {
      log.warn({ code: 'token-not-used' }, 'enrolled already, by another token: see --reenrol');
    }
    return false;
  }
  const server = serverOrigin(wish.server);
  if (server !== present.server) {
    throw otherPortal(`This device is enrolled at ${present.server}: stay there.`);
  }
  const identity = await loadIdentity(wish, NEXT_IDENTITY_FILE);
  const { client, dispatcher } = connectServer(wish, { identity, clock });
  try {
    const enrolment = await enrol(client, { identity, server, token, host });
    await saveIdentity(wish, { ...identity, enrolment }, NEXT_IDENTITY_FILE);
  } finally {
    await dispatcher.destroy();
  }
  return true;
}
