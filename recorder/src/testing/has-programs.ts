import { spawnSync } from 'node:child_process';

/** Whether all are on the PATH; says so when tests must be skipped for want of one. */
export function hasPrograms(...programs: readonly string[]): boolean {
  const missing = programs.filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length > 0) console.warn(`skipped for want of: ${missing.join(', ')}`);
  return missing.length === 0;
}
