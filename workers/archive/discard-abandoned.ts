import { FolderStore } from '@workcompanion/core/storage/folder-store';
import type { Job } from '../job.ts';

const HOUR_MS = 3_600_000;

/** What puts into the archive's folder have left when their process was killed. */
export function discardAbandoned(root: string): Job {
  const folder = new FolderStore(root);
  return {
    name: 'discard-abandoned',
    everyMs: HOUR_MS,
    run: async ({ now }) => {
      const discarded = await folder.discardAbandoned(HOUR_MS, now() / 1000);
      return discarded > 0 ? { discarded } : null;
    },
  };
}
