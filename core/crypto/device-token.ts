import { randomUUID } from 'node:crypto';
import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import { AppError } from '../errors.ts';
import { DeviceId } from '../ids.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { DEVICE_TOKEN_LEEWAY_SECONDS, DEVICE_TOKEN_SECONDS } from '../protocol/routes.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

const TYP = 'wc-device+jwt';
const MAX_TOKEN_CHARACTERS = 2_048;

export interface DeviceTokenClaims {
  readonly device: DeviceId;
  /** The server's origin ("https://portal.example"). */
  readonly audience: string;
  readonly privateKey: Ed25519PrivateJwk;
  /** Server time as the device knows it: its own clock plus the measured offset. */
  readonly nowMs: number;
}

/** A bearer token of five minutes (JWT, EdDSA). */
export function signDeviceToken(claims: DeviceTokenClaims): Promise<string> {
  const issuedAt = Math.floor(claims.nowMs / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', typ: TYP })
    .setIssuer(claims.device)
    .setSubject(claims.device)
    .setAudience(claims.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + DEVICE_TOKEN_SECONDS)
    .setJti(randomUUID())
    .sign(claims.privateKey);
}

/** Who says to have sent it: unverified, to look up the public key. Throws `unauthenticated`. */
export function deviceTokenIssuer(token: string): DeviceId {
  if (token.length > MAX_TOKEN_CHARACTERS) throw unauthenticated('the token is too long');
  try {
    return DeviceId.parse(decodeJwt(token).iss);
  } catch (cause) {
    throw unauthenticated('the bearer token is no device token', cause);
  }
}

/** Until when a token that was verified stays valid, UTC ms. */
export function deviceTokenEndMs(token: string): number {
  return ((decodeJwt(token).exp ?? 0) + DEVICE_TOKEN_LEEWAY_SECONDS) * 1000;
}

export interface DeviceTokenCheck {
  readonly publicKey: Ed25519Jwk;
  readonly audiences: readonly string[];
  readonly nowMs: number;
}

/**
 * Throws `unauthenticated`, `wrong-audience`, or `token-expired`: the latter also for a token that
 * is not valid yet, because the remedy is the same (ask the server's time, sign anew).
 */
export async function verifyDeviceToken(token: string, check: DeviceTokenCheck): Promise<DeviceId> {
  const device = deviceTokenIssuer(token);
  try {
    await jwtVerify(token, check.publicKey, {
      algorithms: ['EdDSA'],
      typ: TYP,
      subject: device,
      audience: [...check.audiences],
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: DEVICE_TOKEN_SECONDS,
      clockTolerance: DEVICE_TOKEN_LEEWAY_SECONDS,
      currentDate: new Date(check.nowMs),
    });
  } catch (error) {
    throw refusal(error);
  }
  return device;
}

function refusal(cause: unknown): AppError {
  if (cause instanceof errors.JWTExpired) return outOfTime(cause);
  if (cause instanceof errors.JWTClaimValidationFailed && cause.reason === 'check_failed') {
    if (cause.claim === 'iat') return outOfTime(cause);
    if (cause.claim === 'aud') {
      return new AppError('wrong-audience', 'the token is for another server', { cause });
    }
  }
  return unauthenticated('the device token does not verify', cause);
}

function outOfTime(cause: unknown): AppError {
  return new AppError('token-expired', 'the token is out of its time: sign a new one', { cause });
}

function unauthenticated(message: string, cause?: unknown): AppError {
  return new AppError('unauthenticated', message, { cause });
}
