import { z } from 'zod';

/** A count or version that a column of PostgreSQL's type `integer` holds. */
export const Int32 = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** UTC in microseconds since the Unix epoch. Safe as a double until the year 2255. */
export const UtcMicros = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export type UtcMicros = number;

/** A microsecond reading of a clock that never steps (since the boot of the device). */
export const MonotonicMicros = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
export const Md5Hex = z.string().regex(/^[0-9a-f]{32}$/);
export const Sha256Base64Url = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** A 16-byte AES-CBC initialisation vector. */
export const IvHex = z.string().regex(/^[0-9a-f]{32}$/);
/** How a segment's own key is made of the data key (core/crypto/segment-key.ts). */
export const KeyDerivation = z.literal('hkdf-sha256-v1');
/** A 16-byte AES-128 key, only ever inside TLS and in memory. */
export const DataKeyBase64Url = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
export const CompactJws = z
  .string()
  .max(16_384)
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/);
export const CompactJwe = z
  .string()
  .max(4_096)
  .regex(/^[\w-]+\.[\w-]*\.[\w-]*\.[\w-]+\.[\w-]+$/);

/** A public key as JWK: Ed25519 to verify (RFC 8037) or X25519 to seal to. */
export const Ed25519Jwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: Sha256Base64Url,
});
export type Ed25519Jwk = z.infer<typeof Ed25519Jwk>;
export const X25519Jwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('X25519'),
  x: Sha256Base64Url,
  kid: z.string().max(64),
});
export type X25519Jwk = z.infer<typeof X25519Jwk>;

/** The display's name as the operating system gives it ("HDMI-1", "\\\\.\\DISPLAY1"). */
export const DisplayName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w .:\\/-]+$/);
export type DisplayName = z.infer<typeof DisplayName>;

/** The stretch in which a data key may encrypt: half-open, UTC µs. */
export const KeyWindow = z.object({ from: UtcMicros, to: UtcMicros });
export type KeyWindow = z.infer<typeof KeyWindow>;

/**
 * Whether every text within `value` can be kept: PostgreSQL's `text` holds no U+0000, and half of a
 * surrogate pair has no UTF-8.
 */
export function hasOnlyStorableText(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, inner]) => hasOnlyStorableText(key) && hasOnlyStorableText(inner),
  );
}

/** A copy whose texts can all be kept: what can't is left out, or shown as U+FFFD. */
export function withStorableText(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withStorableText);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withStorableText(inner)]),
  );
}
