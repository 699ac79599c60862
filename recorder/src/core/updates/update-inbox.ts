import { copyFile, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '@workcompanion/core/files/system-error';
import { LastUpdate } from '@workcompanion/core/releases/update-report';

/** The folder through which the recorder gives releases to the service that installs them. */
export class UpdateInbox {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Copies a release into the folder. The service waits for the statement, which is written last. */
  async give(file: string, release: { readonly version: string; readonly statement: string }) {
    const { version, statement } = release;
    const target = this.#inbox(`${version}.msi`);
    await copyFile(file, target);
    const copy = await open(target, 'r+');
    await copy.sync().finally(() => copy.close());
    const draft = this.#inbox(`${version}.release.new`);
    await writeFile(draft, statement, { flush: true });
    await rename(draft, this.#inbox(`${version}.release`));
  }

  /** The last result that the service wrote; null when there is none. */
  async result(): Promise<{ readonly text: string; readonly told: UpdateResult | null } | null> {
    try {
      const text = await readFile(join(this.#folder, 'result.txt'), 'utf8');
      return { text, told: parseUpdateResult(text) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Tells the service that this version works; without this sign it returns to the old version. */
  async reportHealthy(version: string): Promise<void> {
    const sign = this.#inbox(`healthy-${version}`);
    const isThere = await stat(sign).then(
      () => true,
      () => false,
    );
    if (!isThere) await writeFile(sign, '', { flush: true });
  }

  #inbox(name: string): string {
    return join(this.#folder, 'inbox', name);
  }
}

const TITLE = 'workcompanion-update 1';

interface UpdateResult {
  readonly version: string;
  readonly state: LastUpdate['state'];
  /** Why it was not installed; null when it was. */
  readonly code: string | null;
}

/** Parses the result of the service's last update; null when the text is none. */
function parseUpdateResult(text: string): UpdateResult | null {
  const [title, ...lines] = text.split('\n');
  if (title !== TITLE) return null;
  const values = new Map(
    lines.map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return [name, rest.join(' ')];
    }),
  );
  const parsed = Told.safeParse({
    version: values.get('version'),
    state: values.get('outcome'),
    code: values.get('code') || null,
  });
  return parsed.success ? parsed.data : null;
}

const Told = LastUpdate.pick({ version: true, code: true }).extend({
  state: LastUpdate.shape.state.extract(['installed', 'refused', 'failed', 'rolled-back']),
});
