import { DeletionCertificate } from '../protocol/deletion-certificate.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { type JwsKind, readCompact, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';
import { type ListedSegment, segmentListHash } from './segment-list-hash.ts';

const CERTIFICATE: JwsKind<DeletionCertificate> = {
  typ: 'wc-deletion+jws',
  payload: DeletionCertificate,
};

/** A compact JWS (RFC 7515) by the server's key, the one that signs receipts. */
export function signDeletionCertificate(
  certificate: DeletionCertificate,
  privateKey: Ed25519PrivateJwk,
): Promise<string> {
  return signCompact(CERTIFICATE, certificate, privateKey);
}

/** Parses without a signature check. Throws `statement-invalid`. */
export function readDeletionCertificate(jws: string): DeletionCertificate {
  return readCompact(CERTIFICATE, jws);
}

/** Throws `signature-invalid` or `statement-invalid`. */
export function verifyDeletionCertificate(
  jws: string,
  publicKey: Ed25519Jwk,
): Promise<DeletionCertificate> {
  return verifyCompact(CERTIFICATE, jws, publicKey);
}

/** Whether the certificate is for exactly these segments, given by id. */
export function coversSegments(
  certificate: DeletionCertificate,
  segments: readonly ListedSegment[],
): boolean {
  return (
    certificate.segments === segments.length &&
    certificate.segmentList === segmentListHash(segments)
  );
}
