import { z } from 'zod';
import { DeviceId } from '../ids.ts';
import { Sha256Base64Url, UtcMicros } from './primitives.ts';

/** The server's signed answer (compact JWS by the server's Ed25519 key) to one statement. */
export const Receipt = z.object({
  v: z.literal(1),
  device: DeviceId,
  index: z.number().int().min(0),
  /** SHA-256 of the statement received, base64url. */
  statement: Sha256Base64Url,
  receivedAt: UtcMicros,
});
export type Receipt = z.infer<typeof Receipt>;
