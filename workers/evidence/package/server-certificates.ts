import { readFile } from 'node:fs/promises';
import { pemOf, serverCertificate } from '@workcompanion/core/crypto/server-certificates';
import { AppError } from '@workcompanion/core/errors';
import { checkCertificates } from '@workcompanion/core/evidence/check-certificates';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { readAuthority } from '@workcompanion/db/keys/read-authority';
import type { EvidencePackageOptions } from '../evidence-package-options.ts';
import type { MakingContext } from '../gather/evidence-context.ts';

type Identity = Pick<EvidencePackageOptions, 'serverName' | 'certificateFile'>;

/**
 * Who says whose the key is that seals packages: the company's certificate where one is set, else the
 * installation's own authority. Null before the first start of a portal that has one. Throws
 * `unavailable` for a certificate that says nothing of this key now: packages would be doubted by it.
 */
export async function certificatesDocument(
  { db, masterKey, now }: Pick<MakingContext, 'db' | 'masterKey' | 'now'>,
  { serverName, certificateFile }: Identity,
  publicKey: Ed25519Jwk,
): Promise<string | null> {
  if (certificateFile !== null) return companyCertificates(certificateFile, publicKey, now());
  const authority = await readAuthority(db, masterKey);
  if (authority === null) return null;
  const holder = { name: serverName, publicKey, since: 0 };
  return pemOf(serverCertificate(holder, authority)) + authority.certificate;
}

async function companyCertificates(file: string, key: Ed25519Jwk, at: number): Promise<string> {
  const pem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('unavailable', `${file} can not be read.`, { cause });
  });
  const own = { path: 'server-certificates.pem', pem: Buffer.from(pem), key, at };
  const trust = { authorities: [], isKnown: true };
  const { findings } = await checkCertificates({ ...own, ...trust });
  const [wrong] = findings.filter(({ status }) => status === 'broken' || status === 'unproven');
  if (wrong === undefined) return pem;
  throw new AppError(
    'unavailable',
    `${file} is no certificate of the server's key (${wrong.code}).`,
  );
}
