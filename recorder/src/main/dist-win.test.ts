import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wingetManifest } from '../../installer/winget-manifest.ts';

test.skipIf(process.platform === 'win32')(
  'says which programs are missing, as the line that installs them',
  () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../installer/dist-win.ts'), '--stand-in'],
      { env: { PATH: '/nowhere' }, encoding: 'utf8' },
    );
    expect(stderr).toMatch(/^first: apt-get install .*\bwixl\b.*\bmsitools\b/m);
    expect(status).toBe(1);
  },
);

test('tells winget which file to fetch, and by what it is known when it is installed', () => {
  const manifest = wingetManifest({
    version: '1.2.3',
    url: 'https://files.example/RECORDER.msi',
    sha256: 'ab'.repeat(32),
    productCode: '{B4B7B1B2-6D0F-4E7C-9B6B-0F0B5C3E7A42}',
    upgradeCode: '{B4B7B1B2-6D0F-4E7C-9B6B-0F0B5C3E7A41}',
  });
  // What the schema of a manifest in one file asks for.
  const names = manifest.match(/^\w+(?=:)/gm);
  expect(names).toEqual(
    expect.arrayContaining([
      ...['PackageIdentifier', 'PackageVersion', 'PackageLocale', 'Publisher', 'PackageName'],
      ...['License', 'ShortDescription', 'Installers', 'ManifestType', 'ManifestVersion'],
    ]),
  );
  expect(manifest).toContain(`InstallerSha256: ${'AB'.repeat(32)}\n`);
  expect(manifest).toContain('InstallerUrl: "https://files.example/RECORDER.msi"\n');
  expect(manifest).toMatch(/ProductCode: "\{B4B7[-\dA-F]+42\}"\n/);
});
