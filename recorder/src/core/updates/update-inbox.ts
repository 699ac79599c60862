import { copyFile, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LastUpdate } from '@workcompanion/core/releases/update-report';
import { isMissing } from '../files/system-error.ts';

/** The folder that the recorder and the service which installs releases share. */
export class UpdateInbox {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The service looks for the statement: it comes last, and at once. */
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

  /** What the service wrote last; null when it never did. */
  async result(): Promise<{ readonly text: string; readonly told: UpdateResult | null } | null> {
    try {
      const text = await readFile(join(this.#folder, 'result.txt'), 'utf8');
      return { text, told: parseUpdateResult(text) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** The service waits for it, or takes the version back. */
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
  /** Why, unless it was installed. */
  readonly code: string | null;
}

/** What the service wrote down of its last update; null for what is no such text. */
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
