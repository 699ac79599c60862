import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import { type DeviceIdentity, type Enrolment, saveIdentity } from './device-identity.ts';
import type { ServerClient } from './server-client.ts';

export interface EnrolmentInput {
  readonly folder: string;
  readonly identity: DeviceIdentity;
  readonly server: string;
  readonly token: string;
  readonly host: HostFacts;
}

/** Makes this device known, and keeps the server's keys as first seen. May run twice. */
export async function enrol(client: ServerClient, input: EnrolmentInput): Promise<Enrolment> {
  const { folder, identity, server, token, host } = input;
  const hello = await client.hello();
  const { employeeName } = await client.enrol({
    token,
    device: identity.device,
    publicKey: Ed25519Jwk.parse(identity.privateKey),
    host,
  });
  const { signingKey, sealingKey } = hello;
  const enrolment: Enrolment = { server, signingKey, sealingKey, employeeName };
  await saveIdentity(folder, { ...identity, enrolment });
  return enrolment;
}
