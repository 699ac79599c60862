import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Preferences } from '../ipc/requests.ts';

/** Keeps the user's choice of language and colours. */
export class PreferenceFile {
  readonly #path: string;
  #current: Preferences;

  constructor(path: string) {
    this.#path = path;
    this.#current = read(path);
  }

  get current(): Preferences {
    return this.#current;
  }

  async change(change: Partial<Preferences>): Promise<void> {
    this.#current = { ...this.#current, ...change };
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(`${this.#path}.part`, JSON.stringify(this.#current));
    await rename(`${this.#path}.part`, this.#path);
  }
}

function read(path: string): Preferences {
  try {
    return Preferences.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return Preferences.parse({});
  }
}
