import { formatBytes } from '@workcompanion/core/format-bytes';
import type { Logger } from 'pino';
import type { RunFacts, RunReport } from '../archive/run-progress.ts';
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

const COUNT = new Intl.NumberFormat('en');

/** One line on how far the archive is: "archiving 1,200 of 4,800 recordings, …". */
export function progressWords(facts: RunFacts): string {
  const { objects, bytes, leftObjects, leftBytes, failures, quarantined } = facts;
  const parts = [
    `${COUNT.format(objects)} of ${COUNT.format(objects + leftObjects)} recordings`,
    `${formatBytes(bytes, 'en')} of ${formatBytes(bytes + leftBytes, 'en')}`,
    ...paceWords(facts),
    ...(failures > 0 ? [`${COUNT.format(failures)} failed tries`] : []),
    ...(quarantined > 0 ? [`${COUNT.format(quarantined)} in quarantine`] : []),
  ];
  return `${stateWords(facts)}: ${parts.join(', ')}`;
}

function paceWords({ bytesPerSecond, leftBytes, state }: RunFacts): string[] {
  if (bytesPerSecond === null || bytesPerSecond === 0 || state !== 'archiving') return [];
  return [
    `${formatBytes(bytesPerSecond, 'en')}/s`,
    `${timeWords(leftBytes / bytesPerSecond)} left`,
  ];
}

function stateWords({ state, problem }: RunFacts): string {
  switch (state) {
    case 'archiving':
      return 'archiving';
    case 'waiting':
      return 'archive up to date';
    case 'paused':
      return `archive paused (${problem?.code ?? 'unknown'})`;
    case 'refused':
      return `archive stopped (${problem?.code ?? 'unknown'})`;
    case 'ended':
      return 'archive run over';
  }
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** "2 h 5 min", "21 min", "40 s": as exact as anybody waits for. */
function timeWords(seconds: number): string {
  if (seconds < MINUTE) return `${Math.ceil(seconds)} s`;
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  const hours = Math.floor(seconds / HOUR);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes} min`;
}
