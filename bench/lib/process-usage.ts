import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux reports CPU time in these (sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100;

/** CPU seconds that a process has used so far, of all its threads (proc(5), fields 14 and 15). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU seconds of all children of a process that have ended (proc(5), fields 16 and 17). */
export function endedChildrenCpuSeconds(pid: number | 'self' = 'self'): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

/** The resident memory of a Node process that does nothing. */
export async function bareNodeMib(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await sleep(1_000);
  const mib = residentMib(child.pid ?? 0);
  child.kill();
  await once(child, 'exit');
  return mib;
}

/** Resident memory in MiB. */
export function residentMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

/** The most resident memory that a process has had, in MiB. */
export function peakResidentMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

/** Pids of `pid` and of everything it has started. */
export function processTree(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const pids = children === '' ? [] : children.split(' ').map(Number);
  return [pid, ...pids.flatMap(processTree)];
}

/** The pid in the tree of `root` whose command line holds `text`. */
export function findInTree(root: number, text: string): number {
  const found = processTree(root).find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').includes(text),
  );
  if (found === undefined) throw new Error(`no process with ${text}`);
  return found;
}

interface Memory {
  /** Proportional set size: pages that several share count in parts, so that these add up. */
  readonly pss: number;
  /** Memory outside of files, about what Windows calls the private working set. */
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
