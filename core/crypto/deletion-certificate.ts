import { createHash } from 'node:crypto';
import { DeletionCertificate } from '../protocol/deletion-certificate.ts';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { type JwsKind, readCompact, signCompact, verifyCompact } from './compact-jws.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';

interface ListedSegment {
  readonly id: string;
  /** The digest of the ciphertext in lower-case hex, as its statement says. */
  readonly sha256: string;
}

/** SHA-256 (hex) over the lines "ID SHA256\n" in the order of the ids: names a list of any length. */
export class SegmentListHash {
  readonly #hash = createHash('sha256');
  #last = '';

  /** Throws a RangeError out of order: the same list must always have the same hash. */
  add({ id, sha256 }: ListedSegment): void {
    if (id <= this.#last) throw new RangeError(`segment ${id} does not follow ${this.#last}`);
    this.#last = id;
    this.#hash.update(`${id} ${sha256}\n`);
  }

  /** Once: it closes the hash. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}

export function segmentListHash(segments: Iterable<ListedSegment>): string {
  const hash = new SegmentListHash();
  for (const segment of segments) hash.add(segment);
  return hash.digest();
}

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
