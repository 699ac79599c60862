import { freePort } from '@workcompanion/db/embedded/free-port';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@workcompanion/db/embedded/start-embedded-postgres';

/** The database server, always on the same port. */
export class KeptPostgres {
  readonly port: number;
  readonly #directory: string;
  #server: EmbeddedPostgres;
  #isDown = false;

  private constructor(directory: string, port: number, server: EmbeddedPostgres) {
    this.#directory = directory;
    this.port = port;
    this.#server = server;
  }

  static async start(directory: string): Promise<KeptPostgres> {
    const port = await freePort();
    return new KeptPostgres(directory, port, await startEmbeddedPostgres({ directory, port }));
  }

  /** By which portals and workers connect. */
  get url(): string {
    return this.#server.url;
  }

  get ownerUrl(): string {
    return this.#server.ownerUrl;
  }

  /** SIGKILL to its first process; the others see that and end. Null when it is down already. */
  async kill(): Promise<number | null> {
    if (this.#isDown) return null;
    this.#isDown = true;
    const { ended, pid } = this.#server;
    process.kill(pid, 'SIGKILL');
    const at = Date.now();
    await ended;
    return at;
  }

  async startAgain(): Promise<void> {
    const { port } = this;
    this.#server = await startEmbeddedPostgres({ directory: this.#directory, port });
    this.#isDown = false;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }
}
