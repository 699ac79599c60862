export interface WingetPackage {
  readonly version: string;
  /** Where the computers fetch the MSI. */
  readonly url: string;
  /** The digest of the MSI, in hexadecimal digits. */
  readonly sha256: string;
  /** "{…}", another in each version. */
  readonly productCode: string;
  /** The same in each version. */
  readonly upgradeCode: string;
}

/**
 * A manifest for winget, in one file: for a company's own source, or `winget install --manifest`.
 * https://learn.microsoft.com/windows/package-manager/package/manifest
 */
export function wingetManifest(of: WingetPackage): string {
  return `# yaml-language-server: $schema=https://aka.ms/winget-manifest.singleton.1.10.0.schema.json
PackageIdentifier: WorkCompanion.Recorder
PackageVersion: ${quoted(of.version)}
PackageLocale: en-US
Publisher: WorkCompanion
PackageName: WorkCompanion Recorder
License: Apache-2.0
ShortDescription: Records the screen at work, visibly.
Platform:
  - Windows.Desktop
MinimumOSVersion: 10.0.14393.0
InstallerType: wix
Scope: machine
InstallModes:
  - silent
UpgradeBehavior: install
Installers:
  - Architecture: x64
    InstallerUrl: ${quoted(of.url)}
    InstallerSha256: ${of.sha256.toUpperCase()}
    ProductCode: ${quoted(of.productCode)}
    AppsAndFeaturesEntries:
      - DisplayName: WorkCompanion Recorder
        UpgradeCode: ${quoted(of.upgradeCode)}
ManifestType: singleton
ManifestVersion: 1.10.0
`;
}

/** YAML takes JSON's texts as they are. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
