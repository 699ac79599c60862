import { setTimeout as delay } from 'node:timers/promises';
import { Client, type Notification } from 'pg';
import { channelOf, NOTICES, type NoticeContents, type NoticeName } from './notices.ts';

export interface NoticeListenerOptions {
  /** Straight to PostgreSQL: a pooler that lends connections by transaction would lose all notices. */
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly hear: { readonly [Name in NoticeName]: (content: NoticeContents[Name]) => void };
  /** Told at each change. What was sent while it was deaf is lost: who waits must look again. */
  readonly onChange: (isListening: boolean) => void;
  /** The connection was lost, or could not be made; another try follows. */
  readonly onProblem: (error: unknown) => void;
}

const CONNECT_MS = 5_000;
/** A line that is dead without a word is found by asking. */
const ASK_EVERY_MS = 5_000;
const ANSWER_MS = 3_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Hears what nodes tell each other, over one connection of its own. It connects, listens, asks each
 * few seconds whether the line is alive, and when it is not connects again, at first soon, then each
 * five seconds, until it is stopped.
 */
export class NoticeListener {
  readonly #options: NoticeListenerOptions;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(options: NoticeListenerOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#listenOnce();
      } catch (error) {
        if (!signal.aborted) this.#options.onProblem(error);
      }
      await delay(this.#pauseMs, undefined, { signal }).catch(() => undefined);
      this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
    }
  }

  /** Returns when it is stopped; throws when the connection is lost. */
  async #listenOnce(): Promise<void> {
    const { databaseUrl, applicationName, onChange } = this.#options;
    const client = new Client({
      connectionString: databaseUrl,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    const lost = new AbortController();
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('PostgreSQL closed the connection that listens')));
    client.on('notification', (notice) => this.#hear(notice));
    try {
      await client.connect();
      for (const name of namesOf(NOTICES)) {
        await client.query(`listen ${client.escapeIdentifier(channelOf(name))}`);
      }
      this.#pauseMs = FIRST_PAUSE_MS;
      onChange(true);
      await this.#keepAsking(client, lost.signal);
    } finally {
      onChange(false);
      // Also where nobody answers: a polite end would wait for that.
      client.connection.stream.destroy();
    }
  }

  async #keepAsking(client: Client, lost: AbortSignal): Promise<void> {
    const over = AbortSignal.any([lost, this.#stopping.signal]);
    while (!over.aborted) {
      await delay(ASK_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
      if (!over.aborted) await client.query('select 1');
    }
    if (!this.#stopping.signal.aborted) throw lost.reason;
  }

  #hear({ channel, payload = '' }: Notification): void {
    for (const name of namesOf(NOTICES)) {
      if (channel === channelOf(name)) this.#tell(name, payload);
    }
  }

  #tell<Name extends NoticeName>(name: Name, payload: string): void {
    try {
      this.#options.hear[name](NOTICES[name].parse(payload));
    } catch (error) {
      this.#options.onProblem(error);
    }
  }
}

/** Safe: the object is a constant, with no other keys than its own. */
function namesOf(notices: typeof NOTICES): NoticeName[] {
  return Object.keys(notices) as NoticeName[];
}
