import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildMsi, MSI_PROGRAMS } from '../testing/build-msi.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const PASSWORD = 'only for this test';
const MINUTE = 60_000;

/** A certificate that only this test makes. */
function makeCertificate(folder: string): { readonly file: string; readonly pfx: string } {
  const key = join(folder, 'key.pem');
  const file = join(folder, 'certificate.pem');
  const pfx = join(folder, 'both.pfx');
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', file];
  const subject = ['-subj', '/CN=WorkCompanion test', '-days', '2'];
  const use = ['-addext', 'extendedKeyUsage=codeSigning'];
  execFileSync('openssl', [...request, ...subject, ...use], { stdio: 'ignore' });
  execFileSync('openssl', [
    ...['pkcs12', '-export', '-inkey', key, '-in', file, '-out', pfx],
    ...['-passout', `pass:${PASSWORD}`],
  ]);
  return { file, pfx };
}

describe.skipIf(!hasPrograms(...MSI_PROGRAMS, 'osslsigncode', 'msiextract', 'openssl'))(
  'the installer, with a certificate in the environment',
  () => {
    test(
      'is signed, and so is every program in it',
      async () => {
        const folder = await tempFolder();
        const certificate = makeCertificate(folder);
        const msi = await buildMsi('1.2.6', '', {
          WIN_CSC_LINK: certificate.pfx,
          WIN_CSC_KEY_PASSWORD: PASSWORD,
          // No stamp of the time: that is asked of a server elsewhere.
          ELECTRON_BUILDER_OFFLINE: 'true',
        });
        execFileSync('msiextract', ['-C', folder, msi], { stdio: 'ignore' });
        const files = await readdir(folder, { recursive: true });
        const programs = files.filter((name) => name.endsWith('.exe'));
        expect(programs.length).toBeGreaterThanOrEqual(4);
        for (const file of [msi, ...programs.map((name) => join(folder, name))]) {
          const verify = ['verify', '-CAfile', certificate.file, '-in', file];
          expect(execFileSync('osslsigncode', verify, { encoding: 'utf8' })).toContain('Succeeded');
        }
      },
      15 * MINUTE,
    );
  },
);
