import { AppError } from '@workcompanion/core/errors';

/** As much of a logger as is needed here. */
interface Log {
  error(facts: object, message: string): void;
}

const COUNT_EVERY_MS = 60_000;

/**
 * For `connect`: connections that nobody uses break together, as when a server or a proxy restarts. Told
 * with what the first of them broke of.
 */
export function tellIdleBreaks(tally: FailureTally): (error: Error) => void {
  return (cause) =>
    tally.note(new AppError('unavailable', 'Idle connections to the database broke.', { cause }));
}

/**
 * Logs what fails for everybody at once, as when the database is away: the first time with its cause,
 * and from then on how often it came in the last minute, until a minute has passed without.
 */
export class FailureTally {
  static readonly #ofLogs = new WeakMap<Log, FailureTally>();
  readonly #log: Log;
  readonly #everyMs: number;
  readonly #counts = new Map<string, number>();

  constructor(log: Log, everyMs = COUNT_EVERY_MS) {
    this.#log = log;
    this.#everyMs = everyMs;
  }

  /** The one of this log. */
  static of(log: Log): FailureTally {
    const known = FailureTally.#ofLogs.get(log);
    if (known) return known;
    const tally = new FailureTally(log);
    FailureTally.#ofLogs.set(log, tally);
    return tally;
  }

  /** Whether it came in the last minute or so. */
  hasRecent(message: string): boolean {
    return this.#counts.has(message);
  }

  note(failure: AppError): void {
    const { code, message } = failure;
    const count = this.#counts.get(message);
    if (count !== undefined) {
      this.#counts.set(message, count + 1);
      return;
    }
    this.#counts.set(message, 0);
    this.#log.error({ code, err: failure }, message);
    const timer = setInterval(() => {
      const times = this.#counts.get(message) ?? 0;
      if (times === 0) {
        clearInterval(timer);
        this.#counts.delete(message);
        return;
      }
      this.#counts.set(message, 0);
      this.#log.error({ code, times }, message);
    }, this.#everyMs);
    timer.unref();
  }
}
