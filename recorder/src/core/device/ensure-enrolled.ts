import { AppError } from '@workcompanion/core/errors';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import {
  type DeviceIdentity,
  type Enrolment,
  type IdentityPlace,
  saveIdentity,
} from './device-identity.ts';
import { enrol } from './enrol.ts';
import type { ServerClient } from './server-client.ts';
import { serverOrigin } from './server-origin.ts';

interface EnrolmentWish extends IdentityPlace {
  readonly server: string;
  /** Needed once. */
  readonly token?: string | undefined;
}

interface EnrolmentNeeds {
  readonly identity: DeviceIdentity;
  readonly host: HostFacts;
  readonly client: ServerClient;
}

/** Enrols a device that is not yet. Throws `invalid-input` without a token, `forbidden` elsewhere. */
export async function ensureEnrolled(
  wish: EnrolmentWish,
  { identity, host, client }: EnrolmentNeeds,
): Promise<Enrolment> {
  const { server, token } = wish;
  const origin = serverOrigin(server);
  if (identity.enrolment === null) {
    if (token === undefined) {
      throw new AppError('invalid-input', 'This device is not enrolled: give a token (--token).');
    }
    const enrolment = await enrol(client, { identity, server: origin, token, host });
    await saveIdentity(wish, { ...identity, enrolment });
    return enrolment;
  }
  if (identity.enrolment.server === origin) return identity.enrolment;
  const where = identity.enrolment.server;
  throw new AppError('forbidden', `This device is enrolled at ${where}, not at ${origin}.`);
}
