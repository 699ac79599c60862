import { cpuSeconds, processTree, residentMib } from '../bench/lib/process-usage.ts';
import type { ClusterNode } from './nodes/cluster.ts';
import { ask } from './nodes/replicated-postgres.ts';
import type { OpenedRun } from './open-run.ts';

interface NodeRow {
  readonly name: string;
  readonly state: string;
  readonly requests: number | null;
  readonly milliseconds: number | null;
  readonly errors: number | null;
  readonly cpu: number;
  readonly mib: number;
}

interface Moment {
  readonly at: number;
  readonly cpu: ReadonlyMap<string, number>;
  readonly requests: ReadonlyMap<string, number>;
}

/** What a reader watches while a cluster runs: the fleet, and each node. */
export class LiveTable {
  readonly #run: OpenedRun;
  #before: Moment = { at: performance.now(), cpu: new Map(), requests: new Map() };

  constructor(run: OpenedRun) {
    this.#run = run;
  }

  /** Rates are of the time since the last call. */
  async lines(): Promise<readonly string[]> {
    const { fleet, cluster } = this.#run;
    const { sent, perSecond, p50Ms, p95Ms, waiting, repeated, refused } = fleet.figures();
    const backlog = await archiveBacklog(cluster.databaseUrl);
    const rows = await this.#rows();
    return [
      `uploads ${perSecond.toFixed(1)}/s  p50 ${p50Ms.toFixed(0)} ms  p95 ${p95Ms.toFixed(0)} ms  receipts ${sent}  waiting ${waiting}  to archive ${backlog}`,
      `sent again ${words(repeated)}  refused ${words(refused)}`,
      format(['node', 'state', 'requests/s', 'ms', 'errors', 'CPU %', 'MiB']),
      ...rows.map(({ name, state, requests, milliseconds, errors, cpu, mib }) =>
        format([
          name,
          state,
          requests === null ? '' : requests.toFixed(1),
          milliseconds === null ? '' : String(milliseconds),
          errors === null ? '' : String(errors),
          cpu.toFixed(0),
          mib.toFixed(0),
        ]),
      ),
    ];
  }

  async #rows(): Promise<NodeRow[]> {
    const { cluster } = this.#run;
    const { portals, workers, postgres, balancer, store } = cluster;
    const counted = await balancer.portals().catch(() => new Map());
    const before = this.#before;
    const now = performance.now();
    const seconds = (now - before.at) / 1000;
    const cpu = new Map<string, number>();
    const requests = new Map<string, number>();
    const used = (name: string, { pid, isRunning }: ClusterNode['process']) => {
      const usage = pid === null ? { cpu: 0, mib: 0 } : usageOf(pid);
      cpu.set(name, usage.cpu);
      const spent = Math.max(0, usage.cpu - (before.cpu.get(name) ?? usage.cpu));
      const facts = { requests: null, milliseconds: null, errors: null };
      const state = isRunning ? 'runs' : 'ended';
      return { name, state, ...facts, cpu: (spent / seconds) * 100, mib: usage.mib };
    };
    const rows = [
      ...portals.map(({ letter, process }) => {
        const name = `portal ${letter}`;
        const figures = counted.get(letter);
        const total = figures?.requests ?? 0;
        requests.set(name, total);
        return {
          ...used(name, process),
          state: figures?.state ?? '?',
          requests: Math.max(0, total - (before.requests.get(name) ?? total)) / seconds,
          milliseconds: figures?.averageMs ?? null,
          errors: figures?.errors ?? null,
        };
      }),
      ...workers.map(({ letter, process }) => used(`workers ${letter}`, process)),
      used('PostgreSQL first', postgres.first.process),
      used('PostgreSQL second', postgres.second.process),
      used('HAProxy', balancer.process),
      ...(store.process === null ? [] : [used(store.kind, store.process)]),
    ];
    this.#before = { at: now, cpu, requests };
    return rows;
  }
}

/** What a process uses with all that it has started. It may end at any moment. */
function usageOf(pid: number): { readonly cpu: number; readonly mib: number } {
  try {
    const pids = processTree(pid);
    return {
      cpu: pids.reduce((sum, each) => sum + cpuSeconds(each), 0),
      mib: pids.reduce((sum, each) => sum + (residentMib(each) || 0), 0),
    };
  } catch {
    return { cpu: 0, mib: 0 };
  }
}

async function archiveBacklog(databaseUrl: string): Promise<string> {
  try {
    const counted = `select count(*)::int as count from segments where state = 'hot'`;
    const [row] = await ask<{ count: number }>(databaseUrl, counted);
    return String(row?.count ?? 0);
  } catch {
    return '?';
  }
}

function words(counts: ReadonlyMap<string, number>): string {
  const parts = [...counts].map(([code, count]) => `${code} ${count}`);
  return parts.length === 0 ? '0' : parts.join(', ');
}

const WIDTHS = [-18, -10, 10, 8, 8, 8, 8];

function format(cells: readonly string[]): string {
  const padded = cells.map((cell, column) => {
    const width = WIDTHS[column] ?? 0;
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
  });
  return `  ${padded.join('')}`.trimEnd();
}
