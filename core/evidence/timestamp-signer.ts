import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { type Certificate, id_sha256, id_sha384, id_sha512, type SignedData } from 'pkijs';
import { sameDigest } from './merkle.ts';

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
export function namesSigner(signed: SignedData, signer: Certificate): boolean {
  const der = new Uint8Array(signer.toSchema(false).toBER(false));
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
