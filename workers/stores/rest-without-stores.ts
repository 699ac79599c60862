import type { WorkerJobName } from '@workcompanion/core/fleet/worker-jobs';
import type { StoreMarker, StoreName } from '@workcompanion/core/storage/store-marker';
import type { StoreMarkers } from '@workcompanion/db/stores/open-markers';
import type { Job } from '../job.ts';

/**
 * The stores without which a job would write beside, or take for missing what is only not mounted.
 * Retention is none of them: keys are destroyed in time, and what lies in a store is deleted later.
 */
const NEEDED: Partial<Record<WorkerJobName, readonly StoreName[]>> = {
  archive: ['hot', 'archive'],
  'sweep-archived': ['hot', 'archive'],
  'discard-abandoned': ['archive'],
  'remove-orphans': ['hot'],
  'heal-quarantine': ['hot', 'archive'],
  'watch-restores': ['archive'],
  'integrity-sample': ['archive'],
  'integrity-reconciliation': ['archive'],
  'make-thumbnails': ['hot', 'thumbnails'],
  'make-thumbnail-strips': ['thumbnails'],
  'finish-thumbnail-removals': ['thumbnails'],
  'make-evidence-packages': ['hot', 'evidence-packages'],
  'expire-evidence-packages': ['evidence-packages'],
  'watch-disk': ['hot'],
};

/** The same job, which does nothing while a store that it needs is not there, or not ours. */
export function restWithoutStores(job: Job, markers: StoreMarkers): Job {
  const needed = (NEEDED[job.name] ?? []).map((name) => markers[name]).filter(isThere);
  if (needed.length === 0) return job;
  return {
    name: job.name,
    get everyMs() {
      return job.everyMs;
    },
    run: async (ctx) => {
      for (const marker of needed) if (await isClosed(marker)) return null;
      return job.run(ctx);
    },
  };
}

function isThere(marker: StoreMarker | null): marker is StoreMarker {
  return marker !== null;
}

/** A bucket out of reach is not closed: the job meets that failure itself. */
async function isClosed(marker: StoreMarker): Promise<boolean> {
  const state = await marker.state();
  return state !== 'ours' && state !== 'not-looked-at';
}
