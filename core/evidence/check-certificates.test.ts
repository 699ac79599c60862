import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSigningKeyPair } from '../crypto/key-pair.ts';
import {
  authorityCertificate,
  certificateRequest,
  pemOf,
  serverCertificate,
} from '../crypto/server-certificates.ts';
import { checkCertificates } from './check-certificates.ts';
import { pemCertificates } from './timestamp-request.ts';

const run = promisify(execFile);
/** What is issued here is valid from the second of its making on. */
const NOW = (Date.now() + 60_000) * 1000;
let folder: string;
let server: Awaited<ReturnType<typeof generateSigningKeyPair>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  server = await generateSigningKeyPair();
});
afterAll(() => rm(folder, { recursive: true }));

function openssl(...args: string[]) {
  return run('openssl', args, { cwd: folder });
}

async function codesOf(pem: string, roots: string | null, at = NOW) {
  const { findings, isVouched } = await checkCertificates({
    path: 'server-certificates.pem',
    pem: Buffer.from(pem),
    key: server.publicKey,
    at,
    authorities: roots === null ? [] : pemCertificates(roots),
    isKnown: false,
  });
  return { codes: findings.map(({ code }) => code), params: findings[0]?.params, isVouched };
}

describe('the certificate of an own authority', () => {
  it('names the server to whoever trusts the authority, and is what openssl takes for valid', async () => {
    const authority = await generateSigningKeyPair();
    const name = '档案馆 authority';
    const root = pemOf(
      authorityCertificate(
        { name, publicKey: authority.publicKey, since: 0 },
        authority.privateKey,
      ),
    );
    const holder = { name: 'records.example.com', publicKey: server.publicKey, since: 0 };
    const leaf = pemOf(serverCertificate(holder, { name, privateKey: authority.privateKey }));
    expect(await codesOf(leaf, root)).toMatchObject({
      codes: ['certificate-valid'],
      params: { name: 'records.example.com', authority: name },
      isVouched: true,
    });
    expect(await codesOf(leaf + root, null)).toMatchObject({
      codes: ['certificate-unvouched'],
      isVouched: false,
    });
    await writeFile(join(folder, 'own-root.pem'), root);
    await writeFile(join(folder, 'own-leaf.pem'), leaf);
    const verified = await openssl(
      'verify',
      '-x509_strict',
      '-CAfile',
      'own-root.pem',
      'own-leaf.pem',
    );
    expect(verified.stdout).toContain('OK');
  });
});

describe('the certificate of a company', () => {
  it('leads over an intermediate authority with other keys to the root that the reader trusts', async () => {
    const request = certificateRequest('records.example.com', server.publicKey, server.privateKey);
    await writeFile(join(folder, 'server.csr'), pemOf(request, 'CERTIFICATE REQUEST'));
    const told = await openssl('req', '-in', 'server.csr', '-verify', '-noout');
    expect(told.stdout + told.stderr).toContain('OK');
    await writeFile(
      join(folder, 'ca.ext'),
      'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign',
    );
    await openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-subj', '/O=Example/CN=Example Root', '-keyout', 'root.key', '-out', 'root.pem'],
    );
    await openssl(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Example Documents'],
      ...['-keyout', 'middle.key', '-out', 'middle.csr'],
    );
    await openssl(
      ...['x509', '-req', '-in', 'middle.csr', '-CA', 'root.pem', '-CAkey', 'root.key'],
      ...['-extfile', 'ca.ext', '-days', '9', '-out', 'middle.pem'],
    );
    await openssl(
      ...['x509', '-req', '-in', 'server.csr', '-CA', 'middle.pem', '-CAkey', 'middle.key'],
      ...['-days', '3', '-out', 'server.pem'],
    );
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    const [leaf, middle, root] = [
      await read('server.pem'),
      await read('middle.pem'),
      await read('root.pem'),
    ];
    expect(await codesOf(leaf + middle, root)).toMatchObject({
      codes: ['certificate-valid'],
      params: { authority: 'Example Root' },
      isVouched: true,
    });
    const later = NOW + 4 * 86_400_000_000;
    expect(await codesOf(leaf + middle, root, later)).toMatchObject({
      codes: ['certificate-not-then'],
      isVouched: false,
    });
    // The intermediate one is missing: nothing leads to the root.
    expect(await codesOf(leaf, root)).toMatchObject({
      codes: ['certificate-unvouched', 'server-ca-other'],
      isVouched: false,
    });
  });
});
