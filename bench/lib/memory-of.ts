import { readFileSync } from 'node:fs';

export interface Memory {
  /** Proportional set size: pages that several share count in parts, so that these add up. */
  readonly pss: number;
  /** In no file: what Windows calls the private working set, give or take. */
  readonly anonymous: number;
  readonly rss: number;
}

/** MiB, of one process (proc_pid_smaps(5)). */
export function memoryOf(pid: number): Memory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mib = (label: string) =>
    Number(new RegExp(`^${label}:\\s+(\\d+)`, 'm').exec(rollup)?.[1]) / 1024;
  return { pss: mib('Pss'), anonymous: mib('Pss_Anon'), rss: mib('Rss') };
}
