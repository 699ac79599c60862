import { formatBytes } from '@workcompanion/core/format-bytes';
import type { RunFacts } from '../archive/run-facts.ts';

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
