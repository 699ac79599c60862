import { base64url } from 'jose';
import { BasicConstraints, type Certificate } from 'pkijs';
import type { Ed25519Jwk } from '../protocol/primitives.ts';
import { ABOUT_PACKAGE, aboutFile, type Finding, finding } from './finding.ts';
import { pemCertificates } from './timestamp-request.ts';

/** RFC 8410. */
const ED25519 = '1.3.101.112';
const COMMON_NAME = '2.5.4.3';
const BASIC_CONSTRAINTS = '2.5.29.19';
/** Basic constraints, key usage, extended key usage: what is critical and not among them is not understood. */
const UNDERSTOOD = new Set([BASIC_CONSTRAINTS, '2.5.29.15', '2.5.29.37']);
const LONGEST_CHAIN = 6;

interface CertificatesCheck {
  /** Where the certificates lie; null where the package has none. */
  readonly path: string | null;
  readonly pem: Uint8Array | undefined;
  /** The key that seals the package. */
  readonly key: Ed25519Jwk | undefined;
  /** UTC µs: when the package was sealed. */
  readonly at: number;
  /** Authorities of servers that the reader trusts. */
  readonly authorities: readonly Certificate[];
  /** Whether the reader knows the key itself: then nobody has to vouch for it. */
  readonly isKnown: boolean;
}

export interface CheckedCertificates {
  readonly findings: readonly Finding[];
  /** Whether an authority that the reader trusts says whose key it is. */
  readonly isVouched: boolean;
}

/**
 * Whose key seals the package, as certificates (X.509) say that lie in it: the server's own first, then
 * those that lead upwards. A name counts only where the chain ends at an authority that the reader has
 * named. Revocation is not looked at: that would need the network.
 */
export async function checkCertificates(of: CertificatesCheck): Promise<CheckedCertificates> {
  const chain = readChain(of);
  if (chain.kind === 'absent') return withoutTrust(of, []);
  if (chain.kind === 'unreadable') {
    return withoutTrust(of, [finding('certificate-unreadable', aboutFile(chain.path))]);
  }
  const [leaf] = chain.certificates;
  if (!isOfKey(leaf, of.key)) {
    return withoutTrust(of, [finding('certificate-other-key', aboutFile(chain.path))]);
  }
  const names = { name: nameOf(leaf, 'subject'), authority: nameOf(leaf, 'issuer') };
  const ends = await endOf(chain.certificates, of);
  if (ends === null) {
    const note = finding('certificate-unvouched', ABOUT_PACKAGE, names);
    return withoutTrust(of, [note]);
  }
  const [first] = ends.filter((one) => !isValid(one, of.at));
  if (first !== undefined) {
    const params = {
      name: nameOf(first, 'subject'),
      from: first.notBefore.value.getTime() * 1000,
      until: first.notAfter.value.getTime() * 1000,
    };
    const told = finding('certificate-not-then', ABOUT_PACKAGE, params);
    return { findings: [told], isVouched: false };
  }
  const authority = nameOf(ends.at(-1) ?? leaf, 'subject');
  const told = finding('certificate-valid', ABOUT_PACKAGE, { name: names.name, authority });
  return { findings: [told], isVouched: true };
}

type ReadChain =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly path: string }
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly certificates: readonly [Certificate, ...Certificate[]];
    };

function readChain({ path, pem }: CertificatesCheck): ReadChain {
  if (path === null || pem === undefined) return { kind: 'absent' };
  try {
    const [leaf, ...others] = pemCertificates(
      new TextDecoder('utf-8', { fatal: true }).decode(pem),
    );
    if (leaf === undefined) return { kind: 'unreadable', path };
    return { kind: 'read', path, certificates: [leaf, ...others] };
  } catch {
    return { kind: 'unreadable', path };
  }
}

/** Whoever has named an authority wants it to vouch: nothing else that agrees is enough. */
function withoutTrust(of: CertificatesCheck, findings: readonly Finding[]): CheckedCertificates {
  const isWanted = of.authorities.length > 0 && !of.isKnown;
  const missing = isWanted ? [finding('server-ca-other', ABOUT_PACKAGE)] : [];
  return { findings: [...findings, ...missing], isVouched: false };
}

function isOfKey(leaf: Certificate, key: Ed25519Jwk | undefined): boolean {
  const { algorithm, subjectPublicKey } = leaf.subjectPublicKeyInfo;
  return (
    algorithm.algorithmId === ED25519 &&
    base64url.encode(subjectPublicKey.valueBlock.valueHexView) === key?.x
  );
}

/** From the leaf up to one that the reader trusts; null where none of them leads there. */
async function endOf(
  [leaf, ...others]: readonly [Certificate, ...Certificate[]],
  { authorities }: CertificatesCheck,
): Promise<readonly Certificate[] | null> {
  const trusted = new Set(authorities.map(fingerprintOf));
  const chain: Certificate[] = [leaf];
  for (let last = leaf; chain.length <= LONGEST_CHAIN; ) {
    if (trusted.has(fingerprintOf(last))) return chain;
    const next = await issuerOf(last, [...authorities, ...others]);
    if (next === null) return null;
    chain.push(next);
    last = next;
  }
  return null;
}

async function issuerOf(
  certificate: Certificate,
  candidates: readonly Certificate[],
): Promise<Certificate | null> {
  for (const one of candidates) {
    if (one === certificate || !one.subject.isEqual(certificate.issuer)) continue;
    if (mayIssue(one) && (await isSignedBy(certificate, one))) return one;
  }
  return null;
}

function mayIssue({ extensions = [] }: Certificate): boolean {
  const constraints = extensions.find(({ extnID }) => extnID === BASIC_CONSTRAINTS)?.parsedValue;
  const isUnderstood = extensions.every(
    ({ critical, extnID }) => !critical || UNDERSTOOD.has(extnID),
  );
  return constraints instanceof BasicConstraints && constraints.cA && isUnderstood;
}

/** The library does not know Ed25519, and this page's and Node's own cryptography do. */
async function isSignedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  if (certificate.signatureAlgorithm.algorithmId !== ED25519) {
    return await certificate.verify(issuer).catch(() => false);
  }
  const { subjectPublicKey } = issuer.subjectPublicKeyInfo;
  try {
    const raw = Uint8Array.from(subjectPublicKey.valueBlock.valueHexView);
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const signature = Uint8Array.from(certificate.signatureValue.valueBlock.valueHexView);
    return await crypto.subtle.verify(
      'Ed25519',
      key,
      signature,
      Uint8Array.from(certificate.tbsView),
    );
  } catch {
    return false;
  }
}

function isValid({ notBefore, notAfter }: Certificate, at: number): boolean {
  const [from, until] = [notBefore.value.getTime() * 1000, notAfter.value.getTime() * 1000];
  return from <= at && at <= until;
}

function fingerprintOf(certificate: Certificate): string {
  return base64url.encode(new Uint8Array(certificate.toSchema(false).toBER(false)));
}

/** Its common name; of one without, the last that it has. */
function nameOf(certificate: Certificate, which: 'subject' | 'issuer'): string {
  const parts = certificate[which].typesAndValues;
  const named = parts.find(({ type }) => type === COMMON_NAME) ?? parts.at(-1);
  return String(named?.value.valueBlock.value ?? '');
}
