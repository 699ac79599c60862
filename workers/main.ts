import { openJobs } from './open-jobs.ts';
import { runProcess } from './run-process.ts';

await runProcess({
  service: 'workers',
  openJobs,
  healthPort: ({ WORKERS_HEALTH_PORT: port }) => port,
});
