import {
  FailedUpdates,
  OneRelease,
  Releases,
  RetryUpdate,
  RollOutRelease,
  UploadRelease,
} from '../../contract/releases.ts';
import { ListFailedUpdates } from '../releases/list-failed-updates.ts';
import type { Operations } from './operation.ts';

export const RELEASE_OPERATIONS = {
  'GET /api/portal/releases': { id: 'listReleases', answer: Releases },
  'POST /api/portal/releases': {
    id: 'uploadRelease',
    location: UploadRelease,
    answer: OneRelease,
  },
  'GET /api/portal/releases/[version]/failures': {
    id: 'listFailedUpdates',
    location: ListFailedUpdates,
    answer: FailedUpdates,
  },
  'POST /api/portal/releases/roll-out': {
    id: 'rollOutRelease',
    body: RollOutRelease,
    answer: null,
  },
  'POST /api/portal/releases/pause': { id: 'pauseRelease', body: OneRelease, answer: null },
  'POST /api/portal/releases/resume': { id: 'resumeRelease', body: OneRelease, answer: null },
  'POST /api/portal/releases/withdraw': { id: 'withdrawRelease', body: OneRelease, answer: null },
  'POST /api/portal/releases/retry': { id: 'retryUpdate', body: RetryUpdate, answer: null },
} as const satisfies Operations;
