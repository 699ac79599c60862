import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { FFMPEG } from '../../recorder/installer/stage-app.ts';
import { buildMsi, MSI_PROGRAMS } from '../../recorder/src/testing/build-msi.ts';
import { hasPrograms } from '../../recorder/src/testing/has-programs.ts';
import { InstalledRecorder } from '../../recorder/src/testing/installed-recorder.ts';
import { Wine } from '../../recorder/src/testing/wine.ts';

const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';
/** Of the test alone: the MSI of another test must not be taken for this one's. */
const VERSION = '1.9.0';

/** Says what is missing, for whoever wonders why tests were skipped. */
export function canInstallRecorder(): boolean {
  if (existsSync(FFMPEG)) return hasPrograms(...MSI_PROGRAMS);
  console.warn('skipped: no ffmpeg.exe; recorder/installer/build-ffmpeg.sh makes it');
  return false;
}

export interface InstallRequest {
  /** Gets the wine; gone after `stop`. */
  readonly folder: string;
  /** The X server that is the desktop to be recorded. */
  readonly display: string;
  readonly server: string;
  readonly token: string;
}

export interface RecorderOnWindows {
  /** What the installer wrote for the recorder to find. */
  readonly settings: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Builds the MSI, installs it silently in a wine of its own, and starts what it installed. */
export async function installRecorder(request: InstallRequest): Promise<RecorderOnWindows> {
  const { folder, display, server, token } = request;
  const msi = await buildMsi(VERSION);
  await mkdir(folder, { recursive: true });
  const wine = await Wine.create(folder, display);
  try {
    await copyFile(msi, wine.path('C:/recorder.msi'));
    const told = [`SERVER_URL=${server}`, `ENROLL_TOKEN=${token}`];
    const { code } = await wine.run('msiexec', '/i', 'C:\\recorder.msi', '/qn', ...told);
    if (code !== 0) throw new Error(`the installation ended with ${code}`);
    const settings = await wine.registry(KEY);
    const recorder = new InstalledRecorder(wine);
    await recorder.start({
      server: settings.get('ServerUrl') ?? '',
      token: settings.get('EnrollToken') ?? '',
    });
    return {
      settings,
      async stop() {
        await recorder.stop();
        wine.stop();
      },
    };
  } catch (error) {
    wine.stop();
    throw error;
  }
}
