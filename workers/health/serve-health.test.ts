import { connect } from '@workcompanion/db/client';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveHealth } from './serve-health.ts';
import { renderWorkerMetrics } from './worker-metrics.ts';

const TOKEN = 'a-token-of-enough-letters';
const database = connect('postgres://127.0.0.1:1/never-used');
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  const port = await freePort();
  const jobs = [{ name: 'archive', runs: 3, failures: 1 }];
  url = `http://127.0.0.1:${port}`;
  stop = await serveHealth(
    { host: '127.0.0.1', port },
    {
      readiness: () => Promise.reject(new Error('nobody asks')),
      metrics: () => renderWorkerMetrics({ jobs, pool: database.pool, rssBytes: 42 }),
      metricsToken: TOKEN,
    },
  );
});
afterAll(async () => {
  await stop();
  await database.close();
});

test('workers answer that they live, and tell their figures to who shows the token', async () => {
  expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
  expect((await fetch(`${url}/api/metrics`)).status).toBe(401);
  const wrong = { authorization: `Bearer ${TOKEN}x` };
  expect((await fetch(`${url}/api/metrics`, { headers: wrong })).status).toBe(401);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const text = await (await fetch(`${url}/api/metrics`, { headers })).text();
  expect(text.split('\n').filter((line) => !line.startsWith('# HELP'))).toEqual([
    '# TYPE workcompanion_worker_job_runs_total counter',
    'workcompanion_worker_job_runs_total{job="archive"} 3',
    '# TYPE workcompanion_worker_job_failures gauge',
    'workcompanion_worker_job_failures{job="archive"} 1',
    '# TYPE workcompanion_worker_database_connections gauge',
    'workcompanion_worker_database_connections{state="open"} 0',
    'workcompanion_worker_database_connections{state="idle"} 0',
    'workcompanion_worker_database_connections{state="waiting"} 0',
    '# TYPE workcompanion_worker_resident_memory_bytes gauge',
    'workcompanion_worker_resident_memory_bytes 42',
    '',
  ]);
});
