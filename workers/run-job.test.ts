import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { connect } from '@workcompanion/db/client';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import { runJob } from './run-job.ts';

describe('runJob', () => {
  it('goes on after a failure, and ends after the run during which it was stopped', async () => {
    const stopping = new AbortController();
    const seen: string[] = [];
    const job: Job = {
      name: 'watch-disk',
      everyMs: 1,
      run: async () => {
        if (seen.push('run') === 1) throw new Error('the first time fails');
        stopping.abort();
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push('finished');
        return null;
      },
    };
    const health = { runs: 0, failures: 0 };
    const database = connect('postgres://127.0.0.1:1/never-used');
    const ctx = {
      db: database.db,
      now: () => 0,
      log: pino({ level: 'silent' }),
      stopping: stopping.signal,
      hot: new FolderHotStore('never-used'),
      thumbnails: new FolderStore('never-used'),
      evidencePackages: new FolderStore('never-used'),
      journal: new FolderStore('never-used'),
      archive: null,
      masterKey: Buffer.alloc(32),
    };
    await runJob(job, ctx, health);
    await database.close();
    expect(seen).toEqual(['run', 'run', 'finished']);
    expect(health).toEqual({ runs: 1, failures: 0 });
  });
});
