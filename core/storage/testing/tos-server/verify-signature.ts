import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refusal } from './answer.ts';

const ALGORITHM = 'TOS4-HMAC-SHA256';
const MAX_SKEW_MS = 15 * 60_000;
/** With Go's spelling too, which has no blank after the commas. */
const AUTHORIZATION =
  /^TOS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/tos\/request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

export interface ServerCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Asked of every request, if given. */
  readonly stsToken?: string;
}

/**
 * Checks a request as the service does, written from its rules and not from the SDK's code, so that
 * the two prove each other. Throws the service's refusals.
 */
export function verifySignature(
  request: IncomingMessage,
  credentials: ServerCredentials,
  nowMs: number,
): void {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? '');
  if (match === null) throw new Refusal(403, 'AccessDenied');
  const [, accessKeyId, day = '', region = '', signedHeaders = '', signature = ''] = match;
  if (accessKeyId !== credentials.accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId');
  const date = signedDate(request, day, nowMs);
  const names = signedHeaders.split(';');
  assertAllSigned(request, names);
  const scope = `${day}/${region}/tos/request`;
  const toSign = [ALGORITHM, date, scope, sha256(canonicalRequest(request, names))].join('\n');
  const expected = hmac(signingKey(credentials, day), toSign);
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex')) || region !== credentials.region) {
    throw new Refusal(403, 'SignatureDoesNotMatch');
  }
  if (request.headers['x-tos-security-token'] !== credentials.stsToken) {
    throw new Refusal(403, 'InvalidSecurityToken');
  }
}

function signedDate(request: IncomingMessage, day: string, nowMs: number): string {
  const date = String(request.headers['x-tos-date'] ?? '');
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (parts === null || !date.startsWith(day)) throw new Refusal(403, 'AccessDenied');
  const [, year, month, dayOfMonth, hour, minute, second] = parts;
  const atMs = Date.parse(`${year}-${month}-${dayOfMonth}T${hour}:${minute}:${second}Z`);
  if (Math.abs(nowMs - atMs) > MAX_SKEW_MS) throw new Refusal(403, 'RequestTimeTooSkewed');
  return date;
}

/** "host" and every x-tos-* header must be signed, or someone between could change them. */
function assertAllSigned(request: IncomingMessage, names: readonly string[]): void {
  const needed = Object.keys(request.headers).filter((name) => name.startsWith('x-tos-'));
  for (const name of ['host', ...needed]) {
    if (!names.includes(name)) throw new Refusal(403, 'AccessDenied');
  }
}

/** No "AWS4" before the secret: the one difference to the well-known scheme. */
function signingKey(credentials: ServerCredentials, day: string): Buffer {
  return [day, credentials.region, 'tos', 'request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(credentials.secretAccessKey),
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What is signed of a request, in the one form on which client and server must agree. */
function canonicalRequest(request: IncomingMessage, signedHeaders: readonly string[]): string {
  const url = new URL(request.url ?? '/', 'http://host');
  const headers = signedHeaders.map((name) => `${name}:${headerValue(request, name)}\n`);
  return [
    request.method ?? '',
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    headers.join(''),
    signedHeaders.join(';'),
    request.headers['x-tos-content-sha256'] ?? '',
  ].join('\n');
}

/** Each part decoded and encoded anew; the slashes stay, also those that came as "%2F". */
function canonicalPath(pathname: string): string {
  return decodeURIComponent(pathname).split('/').map(encode).join('/');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('&');
}

function headerValue(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? '')
    .trim()
    .replace(/\s+/g, ' ');
}

/** RFC 3986: also what `encodeURIComponent` leaves alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
