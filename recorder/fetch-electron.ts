import { downloadArtifact } from '@electron/get';
import checksums from 'electron/checksums.json' with { type: 'json' };
import electron from 'electron/package.json' with { type: 'json' };

export const ELECTRON_VERSION = electron.version;

/**
 * Electron's Windows build, as a zip whose digest the package `electron` names: from the cache, else
 * from GitHub or ELECTRON_MIRROR. Throws with what can be done where neither can be reached.
 */
export async function fetchElectron(): Promise<string> {
  const asset = {
    version: ELECTRON_VERSION,
    artifactName: 'electron',
    platform: 'win32',
    arch: 'x64',
  };
  return await downloadArtifact({ ...asset, checksums }).catch((error: unknown) => {
    throw new Error(
      `Electron ${ELECTRON_VERSION} for Windows can't be had: ${reasonOf(error)}\n` +
        'Set ELECTRON_MIRROR to a mirror of its releases, or WORKCOMPANION_ELECTRON_DIST to its zip ' +
        `(electron-v${ELECTRON_VERSION}-win32-x64.zip) or the folder it was unpacked to. To try the installer ` +
        'alone: npm run dist:win -- --stand-in',
      { cause: error },
    );
  });
}

/** The reason of a failed fetch stands in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
