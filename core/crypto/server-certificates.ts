import { createHash, createPrivateKey, sign } from 'node:crypto';
import { BitString, Constructed, Integer, Sequence, Utf8String } from 'asn1js';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

/** RFC 8410: id-Ed25519, for keys and for signatures; it has no parameters. */
const ED25519 = '1.3.101.112';
const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_KEY = '2.5.29.14';
const AUTHORITY_KEY = '2.5.29.35';
/** Bits from the left, with the number of unused ones before: RFC 5280, section 4.2.1.3. */
const DIGITAL_SIGNATURE = Uint8Array.of(0x07, 0x80);
const CERTIFICATE_SIGN = Uint8Array.of(0x02, 0x04);
/** RFC 5280, section 4.1.2.5: "To indicate that a certificate has no well-defined expiration date". */
const NO_END = new Date('9999-12-31T23:59:59Z');
const YEAR_OF_GENERAL_TIME = 2050;

/** Whose key it is, in X.509's terms. */
interface Holder {
  readonly name: string;
  readonly publicKey: Ed25519Jwk;
  /** UTC µs: from when on it is valid. */
  readonly since: number;
  /** Without an end where it is absent. */
  readonly until?: number;
}

interface Issuer {
  readonly name: string;
  readonly privateKey: Ed25519PrivateJwk;
}

/**
 * The certificate of an installation's own authority, signed by itself. Ed25519 is deterministic: the
 * same key gives the same bytes, so that nobody has to keep them.
 */
export function authorityCertificate(holder: Holder, privateKey: Ed25519PrivateJwk): Uint8Array {
  return certify(holder, { name: holder.name, privateKey }, { isAuthority: true });
}

/** What the authority says of the key that signs receipts and packages. */
export function serverCertificate(holder: Holder, issuer: Issuer): Uint8Array {
  return certify(holder, issuer, { isAuthority: false });
}

function certify(
  { name, publicKey, since, until }: Holder,
  issuer: Issuer,
  { isAuthority }: { readonly isAuthority: boolean },
): Uint8Array {
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ valueHex: serialOf(name, publicKey) });
  certificate.subject = nameOf(name);
  certificate.issuer = nameOf(issuer.name);
  certificate.notBefore = timeOf(new Date(since / 1000));
  certificate.notAfter = timeOf(until === undefined ? NO_END : new Date(until / 1000));
  certificate.subjectPublicKeyInfo = keyInfo(publicKey);
  const usage = isAuthority ? CERTIFICATE_SIGN : DIGITAL_SIGNATURE;
  certificate.extensions = [
    extension(BASIC_CONSTRAINTS, new BasicConstraints({ cA: isAuthority }).toSchema().toBER()),
    extension(KEY_USAGE, Uint8Array.of(0x03, 0x02, ...usage).buffer),
    extension(SUBJECT_KEY, Uint8Array.of(0x04, 20, ...keyDigest(publicKey)).buffer, OPTIONAL),
    // SEQUENCE { [0] keyIdentifier }
    extension(
      AUTHORITY_KEY,
      Uint8Array.of(0x30, 22, 0x80, 20, ...keyDigest(issuer.privateKey)).buffer,
      OPTIONAL,
    ),
  ];
  certificate.signature = new AlgorithmIdentifier({ algorithmId: ED25519 });
  certificate.signatureAlgorithm = certificate.signature;
  const toBeSigned = new Uint8Array(certificate.encodeTBS().toBER(false));
  certificate.tbsView = toBeSigned;
  certificate.signatureValue = signatureOf(toBeSigned, issuer.privateKey);
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

/** A request (PKCS #10) by which a company's own authority certifies the server's key. */
export function certificateRequest(
  name: string,
  publicKey: Ed25519Jwk,
  privateKey: Ed25519PrivateJwk,
): Uint8Array {
  const info = new Sequence({
    value: [
      new Integer({ value: 0 }),
      nameOf(name).toSchema(),
      keyInfo(publicKey).toSchema(),
      new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 } }),
    ],
  });
  const signature = signatureOf(new Uint8Array(info.toBER()), privateKey);
  const algorithm = new AlgorithmIdentifier({ algorithmId: ED25519 });
  const request = new Sequence({ value: [info, algorithm.toSchema(), signature] });
  return new Uint8Array(request.toBER());
}

/** PEM, in lines of 64 characters. */
export function pemOf(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function serialOf(name: string, publicKey: Ed25519Jwk): ArrayBuffer {
  const digest = createHash('sha256').update(`${publicKey.x} ${name}`).digest().subarray(0, 16);
  // RFC 5280, section 4.1.2.2: a positive integer.
  digest[0] = ((digest[0] ?? 0) & 0x7f) | 0x40;
  return Uint8Array.from(digest).buffer;
}

function nameOf(name: string): RelativeDistinguishedNames {
  const value = new Utf8String({ value: name });
  return new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: COMMON_NAME, value })],
  });
}

function timeOf(value: Date): Time {
  return new Time({ type: value.getUTCFullYear() < YEAR_OF_GENERAL_TIME ? 0 : 1, value });
}

function keyInfo({ x }: Ed25519Jwk): PublicKeyInfo {
  return new PublicKeyInfo({
    algorithm: new AlgorithmIdentifier({ algorithmId: ED25519 }),
    subjectPublicKey: new BitString({
      valueHex: Uint8Array.from(Buffer.from(x, 'base64url')).buffer,
    }),
  });
}

/** RFC 5280, section 4.2.1.2: the SHA-1 of the key, which here only tells keys apart. */
function keyDigest({ x }: Pick<Ed25519Jwk, 'x'>): Buffer {
  return createHash('sha1').update(Buffer.from(x, 'base64url')).digest();
}

const OPTIONAL = { isCritical: false } as const;

function extension(
  extnID: string,
  extnValue: ArrayBuffer,
  { isCritical } = { isCritical: true },
): Extension {
  return new Extension({ extnID, critical: isCritical, extnValue });
}

function signatureOf(bytes: Uint8Array, privateKey: Ed25519PrivateJwk): BitString {
  const key = createPrivateKey({ key: privateKey, format: 'jwk' });
  return new BitString({ valueHex: Uint8Array.from(sign(null, bytes, key)).buffer });
}
