import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

const Base64Url = z.string().regex(/^[\w-]+$/);
const Bytes = Base64Url.max(8_000);
/** WebAuthn, 5.8.1: a credential's id has at most 1023 bytes. */
const CredentialId = Base64Url.max(1_400);

/** WebAuthn's PublicKeyCredential of `create()`, as `toJSON` writes it. */
export const PasskeyRegistration = z.object({
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
  clientExtensionResults: z.object({}),
});
export type PasskeyRegistration = z.infer<typeof PasskeyRegistration>;

/** And of `get()`. */
export const PasskeyAssertion = z.object({
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
  }),
  clientExtensionResults: z.object({}),
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

const Credential = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).default([]),
});

/** PublicKeyCredentialCreationOptions as JSON, as far as we ask for anything. */
export const PasskeyRegistrationOptions = z.looseObject({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  excludeCredentials: z.array(Credential),
});

export const PasskeyAssertionOptions = z.looseObject({
  challenge: z.string(),
  rpId: z.string(),
});

const PasskeyName = z.string().trim().min(1).max(60);

export const Passkey = z.object({
  id: CredentialId,
  name: z.string(),
  createdAt: UtcMicros,
  lastUsedAt: UtcMicros.nullable(),
});
export type Passkey = z.infer<typeof Passkey>;

export const AddPasskey = z.object({ name: PasskeyName, registration: PasskeyRegistration });
export type AddPasskey = z.infer<typeof AddPasskey>;

export const RenamePasskey = z.object({ passkey: CredentialId, name: PasskeyName });
export type RenamePasskey = z.infer<typeof RenamePasskey>;
