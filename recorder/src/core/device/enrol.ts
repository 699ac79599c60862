import { createHash } from 'node:crypto';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { HostFacts } from '@workcompanion/core/protocol/statement';
import type { DeviceIdentity, Enrolment } from './device-identity.ts';
import type { ServerClient } from './server-client.ts';

export interface EnrolmentInput {
  readonly identity: DeviceIdentity;
  readonly server: string;
  readonly token: string;
  readonly host: HostFacts;
}

/** Makes this device known; returns also the server's keys as first seen. May run twice. */
export async function enrol(client: ServerClient, input: EnrolmentInput): Promise<Enrolment> {
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

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
