import { base64url, CompactSign, compactVerify } from 'jose';
import { z } from 'zod';
import { AppError, isAppError } from '../errors.ts';
import { CompactJws, type Ed25519Jwk, hasOnlyStorableText } from '../protocol/primitives.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

const ALGORITHM = 'EdDSA';
const Header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.string() });
const utf8 = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** Which kind of document a signature is for; keeps one kind from passing as another. */
export interface JwsKind<T> {
  readonly typ: string;
  readonly payload: z.ZodType<T>;
}

/** Signs `payload` as a compact JWS. Throws `statement-invalid` when it would be too large. */
export async function signCompact<T>(
  kind: JwsKind<T>,
  payload: T,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  const jws = await new CompactSign(encoder.encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: ALGORITHM, typ: kind.typ })
    .sign(privateKey);
  if (!CompactJws.safeParse(jws).success) throw invalid(kind, 'it is too large');
  return jws;
}

/** Parses without a signature check. Throws `statement-invalid`. */
export function readCompact<T>(kind: JwsKind<T>, jws: string): T {
  const [, payload] = checkForm(kind, jws);
  return parsePayload(kind, payload);
}

/** Throws `signature-invalid` or `statement-invalid`. Nothing of the payload is read before. */
export async function verifyCompact<T>(
  kind: JwsKind<T>,
  jws: string,
  publicKey: Ed25519Jwk,
): Promise<T> {
  checkForm(kind, jws);
  return parsePayload(kind, await verifiedPayload(kind, jws, publicKey));
}

async function verifiedPayload<T>(kind: JwsKind<T>, jws: string, publicKey: Ed25519Jwk) {
  try {
    return (await compactVerify(jws, publicKey, { algorithms: [ALGORITHM] })).payload;
  } catch (cause) {
    throw new AppError('signature-invalid', `the signature of the ${kind.typ} does not verify`, {
      cause,
    });
  }
}

/**
 * The form is held strictly, since the hash of the text is what the next entry points at: base64url
 * in its one canonical spelling (no stray bits in the last character), and no other header fields.
 */
function checkForm<T>(kind: JwsKind<T>, jws: string): readonly [Uint8Array, Uint8Array] {
  if (!CompactJws.safeParse(jws).success) throw invalid(kind, 'it is no compact JWS, or too large');
  const [head, payload] = jws.split('.').map((part) => canonicalBytes(kind, part));
  if (head === undefined || payload === undefined) throw invalid(kind, 'a part is missing');
  const header = Header.safeParse(parseJson(kind, head));
  if (header.data?.typ !== kind.typ) throw invalid(kind, 'its header is not the one expected');
  return [head, payload];
}

function canonicalBytes<T>(kind: JwsKind<T>, part: string): Uint8Array {
  const bytes = decoded(kind, part);
  if (base64url.encode(bytes) !== part) throw invalid(kind, 'its base64url is not canonical');
  return bytes;
}

function decoded<T>(kind: JwsKind<T>, part: string): Uint8Array {
  try {
    return base64url.decode(part);
  } catch (cause) {
    throw invalid(kind, 'it is not base64url', cause);
  }
}

function parsePayload<T>(kind: JwsKind<T>, bytes: Uint8Array): T {
  const payload = parseJson(kind, bytes);
  if (!hasOnlyStorableText(payload)) throw invalid(kind, 'a text holds what no text can hold');
  const parsed = kind.payload.safeParse(payload);
  if (!parsed.success) throw invalid(kind, 'a field is missing or out of range', parsed.error);
  return parsed.data;
}

function parseJson<T>(kind: JwsKind<T>, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw invalid(kind, 'it is not JSON in UTF-8', cause);
  }
}

function invalid<T>(kind: JwsKind<T>, why: string, cause?: unknown): AppError {
  return new AppError('statement-invalid', `not a ${kind.typ}: ${why}`, { cause });
}

/** What `verify` gives for the newest of the keys that fits, and which one that is; null for none. */
export async function verifiedByOneOf<T>(
  keys: readonly Ed25519Jwk[],
  verify: (key: Ed25519Jwk) => Promise<T>,
): Promise<{ readonly value: T; readonly key: number } | null> {
  for (const [key, candidate] of [...keys.entries()].reverse()) {
    try {
      return { value: await verify(candidate), key };
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return null;
}
