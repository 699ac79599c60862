import { makeCheckpoint } from '@workcompanion/db/checkpoints/make-checkpoint';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import type { Job, WorkerContext } from '../job.ts';

const EVERY_MS = 60_000;

/** Commits to each hour soon after its end, and to those that were missed. */
export const checkpointJob: Job = {
  name: 'checkpoints',
  everyMs: EVERY_MS,
  run: makeMissing,
};

async function makeMissing({ db, now, masterKey, stopping }: WorkerContext) {
  const signingKey = () => readSigningKey(db, masterKey);
  let made = 0;
  let statements = 0;
  while (!stopping.aborted) {
    const checkpoint = await makeCheckpoint({ db, now, signingKey });
    if (checkpoint === null) break;
    made += 1;
    statements += checkpoint.statements;
  }
  return made > 0 ? { made, statements } : null;
}
