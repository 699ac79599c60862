import { ACCOUNTS_OPERATIONS } from './accounts-operations.ts';
import { DEVICES_OPERATIONS } from './devices-operations.ts';
import { EVIDENCE_OPERATIONS } from './evidence-operations.ts';
import type { Operations } from './operation.ts';
import { PEOPLE_OPERATIONS } from './people-operations.ts';
import { PLAYBACK_OPERATIONS } from './playback-operations.ts';
import { RECORDER_OPERATIONS } from './recorder-operations.ts';
import { RELEASE_OPERATIONS } from './release-operations.ts';
import { STORAGE_OPERATIONS } from './storage-operations.ts';
import { SYSTEM_OPERATIONS } from './system-operations.ts';

/** Every route of the server but next-auth's own: the test that walks them fails for one that is missing. */
export const OPERATIONS: Operations = {
  ...RECORDER_OPERATIONS,
  ...PLAYBACK_OPERATIONS,
  ...PEOPLE_OPERATIONS,
  ...DEVICES_OPERATIONS,
  ...RELEASE_OPERATIONS,
  ...ACCOUNTS_OPERATIONS,
  ...STORAGE_OPERATIONS,
  ...EVIDENCE_OPERATIONS,
  ...SYSTEM_OPERATIONS,
};
