import { formatBytes } from '@workcompanion/core/format-bytes';

const EVERY_MS = 5_000;
const COUNT = new Intl.NumberFormat('en');

interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** Tells how far it is, every few seconds. */
export class Progress {
  readonly #what: string;
  readonly #total: Amount;
  readonly #print: (line: string) => void;
  #files = 0;
  #bytes = 0;
  #toldAt = performance.now();

  constructor(what: string, total: Amount, print: (line: string) => void) {
    this.#what = what;
    this.#total = total;
    this.#print = print;
  }

  add(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (performance.now() - this.#toldAt < EVERY_MS) return;
    this.#toldAt = performance.now();
    const { files, bytes: all } = this.#total;
    const share = all === 0 ? 100 : Math.min(100, Math.floor((this.#bytes / all) * 100));
    this.#print(
      `  ${this.#what}: ${share} %, ${COUNT.format(this.#files)} of ${COUNT.format(files)} files, ` +
        `${formatBytes(this.#bytes, 'en')} of ${formatBytes(all, 'en')}`,
    );
  }
}
