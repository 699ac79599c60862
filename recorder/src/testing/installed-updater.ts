import { access, copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import type { TestRelease } from './portal-release.ts';
import { until } from './until.ts';
import type { Wine } from './wine.ts';

const UPDATES = 'C:/ProgramData/WorkCompanion/Updates';
const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';
const POLICY = 'HKLM\\Software\\Policies\\WorkCompanion\\Recorder';
/** A service that runs under a loaded machine's wine. */
const PATIENCE_MS = 240_000;

/** The service that the MSI put into a wine, as its recorder and an administrator see it. */
export class InstalledUpdater {
  readonly #wine: Wine;

  constructor(wine: Wine) {
    this.#wine = wine;
  }

  path(name: string): string {
    return this.#wine.path(`${UPDATES}/${name}`);
  }

  isThere(name = ''): Promise<boolean> {
    return access(this.path(name)).then(
      () => true,
      () => false,
    );
  }

  async version(): Promise<string | undefined> {
    return (await this.#wine.registry(KEY)).get('Version');
  }

  /** The administrators' word: how long a new version may take to show that it is well. */
  async allowHealthSeconds(seconds: number): Promise<void> {
    const value = ['/v', 'UpdateHealthSeconds', '/t', 'REG_DWORD', '/d', String(seconds), '/f'];
    await this.#wine.run('reg', 'add', POLICY, ...value);
  }

  /** As the recorder does it: the statement comes last. `msi`: instead of what it was signed for. */
  async give({ version, statement }: TestRelease, msi: string | Buffer): Promise<void> {
    const target = this.path(`inbox/${version}.msi`);
    if (typeof msi === 'string') await copyFile(msi, target);
    else await writeFile(target, msi);
    await writeFile(this.path(`inbox/${version}.release.new`), statement);
    await rename(this.path(`inbox/${version}.release.new`), this.path(`inbox/${version}.release`));
  }

  async reportHealthy(version: string): Promise<void> {
    await writeFile(this.path(`inbox/healthy-${version}`), '');
  }

  /** "installed 0", once it is told of this version. */
  result(version: string): Promise<string> {
    return until(
      `the outcome of ${version}`,
      async () => {
        const text = await readFile(this.path('result.txt'), 'utf8').catch(() => '');
        const told =
          /^workcompanion-update 1\nversion (\S+)\noutcome (\S+)\ncode (\S+)\nat \S+Z\n$/.exec(
            text,
          );
        return told?.[1] === version && `${told[2]} ${told[3]}`;
      },
      PATIENCE_MS,
    );
  }

  forgetResult(): Promise<void> {
    return rename(this.path('result.txt'), this.path('result-before.txt'));
  }

  /** The phase of an update under way: 0 installing, 1 waiting. */
  phase(phase: number): Promise<boolean> {
    return until(
      `phase ${phase}`,
      async () => {
        const text = await readFile(this.path('work/state.txt'), 'utf8').catch(() => '');
        return text.includes(`\nphase ${phase}\n`);
      },
      PATIENCE_MS,
    );
  }
}
