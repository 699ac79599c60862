import { timingSafeEqual } from 'node:crypto';
import type { DatabaseConnection } from '@workcompanion/db/client';
import type { JobHealth } from '../run-job.ts';

export interface WorkerFigures {
  readonly jobs: readonly ({ readonly name: string } & JobHealth)[];
  readonly pool: DatabaseConnection['pool'];
  readonly rssBytes: number;
}

interface Figure {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** By the labels, written as Prometheus reads them. */
  readonly values: ReadonlyMap<string, number>;
}

/** What a worker process says of itself, as Prometheus reads it (text format 0.0.4). */
export function renderWorkerMetrics({ jobs, pool, rssBytes }: WorkerFigures): string {
  const byJob = (read: (job: JobHealth) => number) =>
    new Map(jobs.map((job) => [`{job="${job.name}"}`, read(job)]));
  return [
    {
      name: 'job_runs_total',
      type: 'counter' as const,
      help: 'Runs of a job that succeeded.',
      values: byJob(({ runs }) => runs),
    },
    {
      name: 'job_failures',
      type: 'gauge' as const,
      help: 'Failures of a job since its last success.',
      values: byJob(({ failures }) => failures),
    },
    {
      name: 'database_connections',
      type: 'gauge' as const,
      help: 'Connections to PostgreSQL, and who waits for one.',
      values: new Map([
        ['{state="open"}', pool.totalCount],
        ['{state="idle"}', pool.idleCount],
        ['{state="waiting"}', pool.waitingCount],
      ]),
    },
    {
      name: 'resident_memory_bytes',
      type: 'gauge' as const,
      help: 'Memory of the process.',
      values: new Map([['', rssBytes]]),
    },
  ]
    .map(asText)
    .join('');
}

function asText({ name, type, help, values }: Figure): string {
  const full = `workcompanion_worker_${name}`;
  const lines = [...values].map(([labels, value]) => `${full}${labels} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}

/** RFC 6750, section 2.1. */
export function mayReadMetrics(token: string, authorization = ''): boolean {
  const given = Buffer.from(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
  const expected = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
