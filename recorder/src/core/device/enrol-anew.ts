import { AppError } from '@workcompanion/core/errors';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import type { Clock } from '../clock.ts';
import { connectServer } from './connect-server.ts';
import {
  type IdentityPlace,
  isLocked,
  loadIdentity,
  NEXT_IDENTITY_FILE,
  readIdentity,
  saveIdentity,
} from './device-identity.ts';
import { enrol, tokenHash } from './enrol.ts';
import { serverOrigin } from './server-origin.ts';
import type { ServerTrust } from './server-trust.ts';

export interface NewEnrolment extends IdentityPlace {
  readonly server: string;
  readonly token?: string | undefined;
  readonly trust: ServerTrust;
  /** Somebody said that the device gives way to a new one. */
  readonly reenrol?: boolean | undefined;
}

/** Whether a device is enrolled in the folder, and by another token than this one. */
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
  // A kill came between the enrolment and what follows from it.
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
    throw new AppError('forbidden', `This device is enrolled at ${present.server}: stay there.`);
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
