import type { StoreName } from '@workcompanion/core/fleet/store-name';
import type { WorkerJobName } from '@workcompanion/core/fleet/worker-jobs';
import type { StoreMarker, StoreState } from '@workcompanion/core/storage/store-marker';
import { allMarkers, type StoreMarkers } from '@workcompanion/db/stores/open-markers';
import { takeIntoUse } from '@workcompanion/db/stores/take-into-use';
import type { Job, WorkerContext } from '../job.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Takes new stores into use, and says in the log when one is not there or not ours, and when it is
 * again; the jobs over it rest meanwhile.
 */
export function watchStores(markers: StoreMarkers): Job {
  const told = new Map<StoreName, StoreState>();
  return {
    name: 'watch-stores',
    everyMs: LOOK_EVERY_MS,
    run: async (ctx) => {
      const { log } = ctx;
      for (const marker of allMarkers(markers)) {
        const state = await stateOf(ctx, marker);
        const before = told.get(marker.name) ?? 'ours';
        told.set(marker.name, state);
        if (state !== before) tell(log, marker.name, state);
      }
      return null;
    },
  };
}

/** A store that fails just now is looked at again soon; the other stores and their jobs go on. */
async function stateOf({ db, now, log }: WorkerContext, marker: StoreMarker): Promise<StoreState> {
  try {
    return await takeIntoUse(db, marker, { now: now() });
  } catch (err) {
    log.warn({ store: marker.name, err }, 'a store could not be taken into use');
    return 'not-looked-at';
  }
}

function tell(log: WorkerContext['log'], store: StoreName, state: StoreState): void {
  if (state === 'ours') log.info({ store }, 'a store is there again');
  else if (state === 'not-looked-at') log.warn({ store }, 'whose a store is can not be seen');
  else log.error({ store, state }, 'a store is not there, or not ours: what needs it rests');
}

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
  'read-texts': ['hot', 'thumbnails'],
  'index-texts': ['thumbnails'],
  'make-evidence-packages': ['hot', 'evidence-packages', 'journal'],
  'expire-evidence-packages': ['evidence-packages'],
  'pack-journals': ['journal'],
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
