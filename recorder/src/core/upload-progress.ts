import type { RecorderStatus } from './recorder-status.ts';

/**
 * How far what was recorded is with the server. `uploaded` only when that is known: nothing waits or is
 * refused, also of former devices of this computer, the server knows of every damage, and holds what
 * this journal says it was given.
 */
export type UploadProgress =
  | 'waiting'
  | 'refused'
  | 'mending'
  | 'carrying'
  | 'unchecked'
  | 'uploaded';

type Signs = Pick<
  RecorderStatus,
  'backlog' | 'parked' | 'former' | 'journalInStep' | 'journalDamage'
>;

export function uploadProgress(signs: Signs): UploadProgress {
  if (signs.backlog.segments > 0) return 'waiting';
  if (signs.parked > 0) return 'refused';
  if (signs.journalDamage?.isTold === false) return 'mending';
  if (signs.former.entries > 0) return 'carrying';
  return signs.journalInStep ? 'uploaded' : 'unchecked';
}
