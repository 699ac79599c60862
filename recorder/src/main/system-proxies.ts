import { session } from 'electron';

/** Networks, settings and PAC files change while the recorder runs. */
const ASK_EVERY_MS = 30_000;

/** The ways to the portal as the system knows them: its proxy settings, and what its PAC file answers. */
export class SystemProxies {
  readonly #server: string;
  #found: string | null = null;

  constructor(server: string) {
    this.#server = server;
    if (!URL.canParse(server)) return;
    void this.#ask();
    setInterval(() => void this.#ask(), ASK_EVERY_MS).unref();
  }

  /** As PAC files answer. Null: not known yet. */
  get found(): string | null {
    return this.#found;
  }

  /** What can't be asked stays as it was. */
  async #ask(): Promise<void> {
    const found = await session.defaultSession.resolveProxy(this.#server).catch(() => null);
    this.#found = found ?? this.#found;
  }
}
