import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  type Certificate,
  ContentInfo,
  ExtKeyUsage,
  id_ContentType_SignedData,
  id_eContentType_TSTInfo,
  id_sha256,
  id_sha384,
  id_sha512,
  SignedData,
  TSTInfo,
} from 'pkijs';
import type { UtcMicros } from '../protocol/primitives.ts';
import { sameDigest } from './merkle.ts';

export type TimestampVerdict =
  | {
      readonly ok: true;
      /** When the authority says that the data existed. */
      readonly at: UtcMicros;
      /** As its certificate names it. */
      readonly authority: string;
      /** Whether its certificate leads to one of the given; null when none was given. */
      readonly trusted: boolean | null;
      /** The nonce of the request in hex; null when the token has none. */
      readonly nonce: string | null;
    }
  | { readonly ok: false; readonly problem: TimestampProblem };

/** `malformed`: no token of RFC 3161. `other-data`: of something else. `certificate`: not for time-stamps, or not then. */
export type TimestampProblem = 'malformed' | 'other-data' | 'signature' | 'certificate';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const EXT_KEY_USAGE = '2.5.29.37';
const COMMON_NAME = '2.5.4.3';

/**
 * Checks a TimeStampToken (RFC 3161, DER) over the SHA-256 of `stamped`. Revocation is not looked at:
 * that would need the network.
 */
export async function verifyTimestamp(
  token: Uint8Array,
  stamped: Uint8Array,
  roots: readonly Certificate[] = [],
): Promise<TimestampVerdict> {
  const parsed = parseToken(token);
  if (parsed === null) return { ok: false, problem: 'malformed' };
  const { signed, info } = parsed;
  const data = Uint8Array.from(stamped).buffer;
  if (info.messageImprint.hashAlgorithm.algorithmId !== id_sha256) return otherData;
  if (!(await info.verify({ data }).catch(() => false))) return otherData;
  const signer = await verifiedSigner(signed, data);
  if (signer === null) return { ok: false, problem: 'signature' };
  if (!isForTimestamps(signer, info.genTime)) return { ok: false, problem: 'certificate' };
  if (!namesSigner(signed, signer)) return { ok: false, problem: 'certificate' };
  return {
    ok: true,
    at: info.genTime.getTime() * 1000,
    authority: nameOf(signer),
    trusted:
      roots.length === 0 ? null : await leadsTo({ signed, signer, at: info.genTime }, data, roots),
    nonce: info.nonce === undefined ? null : hexOf(info.nonce.valueBlock.valueHexView),
  };
}

const otherData: TimestampVerdict = { ok: false, problem: 'other-data' };

function parseToken(token: Uint8Array) {
  try {
    const content = ContentInfo.fromBER(Uint8Array.from(token));
    if (content.contentType !== id_ContentType_SignedData) return null;
    const signed = new SignedData({ schema: content.content });
    const { eContentType, eContent } = signed.encapContentInfo;
    if (eContentType !== id_eContentType_TSTInfo || eContent === undefined) return null;
    // RFC 3161, section 2.4.2: "The time-stamp token MUST NOT contain any signatures other than the TSA's."
    if (signed.signerInfos.length !== 1) return null;
    return { signed, info: TSTInfo.fromBER(eContent.getValue()) };
  } catch {
    return null;
  }
}

async function verifiedSigner(signed: SignedData, data: ArrayBuffer): Promise<Certificate | null> {
  try {
    const result = await signed.verify({ signer: 0, data, extendedMode: true });
    return result.signatureVerified === true ? (result.signerCertificate ?? null) : null;
  } catch {
    return null;
  }
}

/** As it was when it signed: certificates end, and what they signed before stays. */
async function leadsTo(
  of: { readonly signed: SignedData; readonly signer: Certificate; readonly at: Date },
  data: ArrayBuffer,
  roots: readonly Certificate[],
): Promise<boolean> {
  const own = derOf(of.signer);
  if (roots.some((root) => sameDigest(sha256(derOf(root)), sha256(own)))) return true;
  return await of.signed
    .verify({
      signer: 0,
      data,
      checkChain: true,
      checkDate: of.at,
      passedWhenNotRevValues: true,
      trustedCerts: [...roots],
    })
    .catch(() => false);
}

function derOf(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema(false).toBER(false));
}

/** Section 2.3: the extension MUST be critical and name this one purpose; and valid when it signed. */
function isForTimestamps(certificate: Certificate, at: Date): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === EXT_KEY_USAGE);
  const parsed = usage?.parsedValue;
  return (
    usage?.critical === true &&
    parsed instanceof ExtKeyUsage &&
    parsed.keyPurposes.length === 1 &&
    parsed.keyPurposes[0] === TIME_STAMPING &&
    certificate.notBefore.value <= at &&
    at <= certificate.notAfter.value
  );
}

function nameOf({ subject }: Certificate): string {
  const parts = subject.typesAndValues;
  const named = parts.find(({ type }) => type === COMMON_NAME) ?? parts.at(-1);
  return String(named?.value.valueBlock.value ?? '');
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

type HashFunction = (data: Uint8Array) => Uint8Array;
const HASHES = new Map<string, HashFunction>([
  [id_sha256, sha256],
  [id_sha384, sha384],
  [id_sha512, sha512],
]);

/**
 * RFC 3161, section 2.4.2, and RFC 5816: the signed attributes MUST name the certificate by its hash,
 * or another one of the same key could be put in its place.
 */
function namesSigner(signed: SignedData, signer: Certificate): boolean {
  const der = derOf(signer);
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  return attributes.some(({ type, values }) => {
    if (type !== SIGNING_CERTIFICATE && type !== SIGNING_CERTIFICATE_V2) return false;
    // SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2), … }: the signer's comes first.
    const [certificates] = partsOf(values[0]);
    const [id] = partsOf(certificates);
    return matches(id, der, type === SIGNING_CERTIFICATE ? sha1 : sha256);
  });
}

/** ESSCertID(v2) ::= SEQUENCE { hashAlgorithm (v2, by default SHA-256), certHash, issuerSerial }. */
function matches(id: unknown, der: Uint8Array, usual: HashFunction): boolean {
  const parts = partsOf(id);
  const [first] = parts;
  const [algorithm] = partsOf(first);
  const named = algorithm instanceof ObjectIdentifier ? HASHES.get(algorithm.getValue()) : usual;
  const digest = first instanceof OctetString ? first : parts[1];
  if (named === undefined || !(digest instanceof OctetString)) return false;
  return sameDigest(new Uint8Array(digest.getValue()), named(der));
}

function partsOf(block: unknown): readonly unknown[] {
  return block instanceof Sequence ? block.valueBlock.value : [];
}
