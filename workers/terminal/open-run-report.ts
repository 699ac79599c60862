import type { Logger } from 'pino';
import type { RunFacts, RunReport } from '../archive/run-facts.ts';
import { progressWords } from './progress-words.ts';
import type { StatusLine } from './status-line.ts';

const LOG_EVERY_MS = 30_000;

export interface RunReportOptions {
  /** Null where nobody sits before a terminal. */
  readonly line: StatusLine | null;
  readonly log: Logger;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** Before a terminal one line that is rewritten; in a log a line each half minute. */
export function openRunReport({ line, log, now }: RunReportOptions): RunReport {
  return line === null ? inLog(log, now) : onLine(line);
}

function onLine(line: StatusLine): RunReport {
  return {
    show: (facts) => line.show(progressWords(facts)),
    end: () => line.end(),
  };
}

function inLog(log: Logger, now: () => number): RunReport {
  let loggedAt = Number.NEGATIVE_INFINITY;
  let logged: RunFacts['state'] | null = null;
  return {
    show: (facts) => {
      // A pause is news at once; that it goes on is not.
      if (now() - loggedAt < LOG_EVERY_MS && facts.state === logged) return;
      loggedAt = now();
      logged = facts.state;
      const { problem, ...figures } = facts;
      log.info({ ...figures, problem: problem?.code ?? null }, progressWords(facts));
    },
    end: () => {
      loggedAt = Number.NEGATIVE_INFINITY;
      logged = null;
    },
  };
}
