import { readdirSync, readFileSync } from 'node:fs';
import { isRunning } from './is-running.ts';

/** Ids of the processes that have all of these words as arguments, next to each other. */
export function findProcesses(...words: readonly string[]): number[] {
  const wanted = `\0${words.join('\0')}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLine(pid).includes(wanted) && isRunning(pid));
}

function commandLine(pid: number): string {
  try {
    return `\0${readFileSync(`/proc/${pid}/cmdline`, 'utf8')}`;
  } catch {
    return '';
  }
}
