import { existsSync } from 'node:fs';
import { access, copyFile, mkdir, readdir } from 'node:fs/promises';
import { FFMPEG } from '../../recorder/installer/stage-app.ts';
import { buildMsi, MSI_PROGRAMS } from '../../recorder/src/testing/build-msi.ts';
import { hasPrograms } from '../../recorder/src/testing/has-programs.ts';
import { Wine } from '../../recorder/src/testing/wine.ts';

const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';
const RUN = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const PROGRAM = 'C:/Program Files/WorkCompanion Recorder/WorkCompanion Recorder.exe';
const DATA = 'C:/users/root/AppData/Local/WorkCompanion';

/** Says what is missing, for whoever wonders why tests were skipped. */
export function canInstallRecorder(): boolean {
  if (existsSync(FFMPEG)) return hasPrograms(...MSI_PROGRAMS);
  console.warn('skipped: no ffmpeg.exe; recorder/installer/build-ffmpeg.sh makes it');
  return false;
}

export interface InstallRequest {
  /** Gets the wine. */
  readonly folder: string;
  /** The X server that is the desktop to be recorded. */
  readonly display: string;
  readonly server: string;
  readonly token: string;
  readonly version: string;
}

/** A Windows on which the recorder is installed, as its administrator sees it. */
export class RecorderOnWindows {
  readonly #wine: Wine;
  #msi: string;

  private constructor(wine: Wine, msi: string) {
    this.#wine = wine;
    this.#msi = msi;
  }

  /** Builds the MSI as `npm run dist:win` does, installs it silently, and signs somebody in. */
  static async install(request: InstallRequest): Promise<RecorderOnWindows> {
    const { folder, display, server, token, version } = request;
    await mkdir(folder, { recursive: true });
    const wine = await Wine.create(folder, display);
    const machine = new RecorderOnWindows(wine, '');
    try {
      await machine.#run(version, `SERVER_URL=${server}`, `ENROLL_TOKEN=${token}`);
      await machine.#signIn();
      return machine;
    } catch (error) {
      wine.stop();
      throw error;
    }
  }

  /** Without a word of where the portal is: that is known. */
  upgrade(version: string): Promise<void> {
    return this.#run(version);
  }

  async remove(): Promise<void> {
    await this.#msiexec('/x', this.#msi);
  }

  /** What the installer wrote for the recorder to find; empty when it is removed. */
  settings(): Promise<ReadonlyMap<string, string>> {
    return this.#wine.registry(KEY);
  }

  isInstalled(): Promise<boolean> {
    return access(this.#wine.path(PROGRAM)).then(
      () => true,
      () => false,
    );
  }

  /** Names of what it keeps for its user. */
  kept(): Promise<string[]> {
    return readdir(this.#wine.path(DATA), { recursive: true });
  }

  stop(): void {
    this.#wine.stop();
  }

  async #run(version: string, ...properties: readonly string[]): Promise<void> {
    this.#msi = `C:\\recorder-${version}.msi`;
    await copyFile(await buildMsi(version), this.#wine.path(this.#msi));
    await this.#msiexec('/i', this.#msi, ...properties);
  }

  async #msiexec(...args: readonly string[]): Promise<void> {
    const { code } = await this.#wine.run('msiexec', ...args, '/qn');
    if (code !== 0) throw new Error(`msiexec ${args[0]} ended with ${code}`);
  }

  /** What Windows does with the Run key. */
  async #signIn(): Promise<void> {
    const command = (await this.#wine.registry(RUN)).get('WorkCompanion Recorder') ?? '';
    const [, program = '', args = ''] = /^"([^"]+)" (.*)$/.exec(command) ?? [];
    this.#wine.start([program, ...args.split(' ')]);
  }
}
