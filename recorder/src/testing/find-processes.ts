import { readdirSync, readFileSync } from 'node:fs';
import { isRunning } from './is-running.ts';

/**
 * Ids of the processes that have all of these words as arguments, next to each other. Chromium
 * writes its own command line anew soon after it starts, with spaces for the ends of arguments.
 */
export function findProcesses(...words: readonly string[]): number[] {
  const wanted = ` ${words.join(' ')} `;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLine(pid).includes(wanted) && isRunning(pid));
}

function commandLine(pid: number): string {
  try {
    return ` ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')} `;
  } catch {
    return '';
  }
}
