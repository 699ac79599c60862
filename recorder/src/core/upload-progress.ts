import type { RecorderStatus } from './recorder-status.ts';

/**
 * How much of what was recorded is on the server. `uploaded` only when that is certain: nothing waits or
 * is refused, for former devices of this computer too, the server knows of every damage to the journal,
 * and it holds all that this journal says was sent.
 */
export type UploadProgress =
  | 'waiting'
  | 'refused'
  | 'repairing'
  | 'former'
  | 'unchecked'
  | 'uploaded';

type Signs = Pick<
  RecorderStatus,
  'backlog' | 'parked' | 'former' | 'journalInStep' | 'journalDamage'
>;

export function uploadProgress(signs: Signs): UploadProgress {
  if (signs.backlog.segments > 0) return 'waiting';
  if (signs.parked > 0) return 'refused';
  if (signs.journalDamage?.isTold === false) return 'repairing';
  if (signs.former.entries > 0) return 'former';
  return signs.journalInStep ? 'uploaded' : 'unchecked';
}
