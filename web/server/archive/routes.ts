import { ARCHIVE_ROUTES } from '../../contract/archive.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listTroubledSegments } from './list-troubled-segments.ts';
import { readArchiveStatus } from './read-archive-status.ts';
import { readStorageHistory } from './read-storage-history.ts';
import { retryQuarantined } from './retry-quarantined.ts';

export const archiveRoutes: readonly BoundRoute[] = [
  bind(ARCHIVE_ROUTES.readStorageHistory, asUser, readStorageHistory),
  bind(ARCHIVE_ROUTES.retryQuarantined, asUser, retryQuarantined),
  bind(ARCHIVE_ROUTES.readArchiveStatus, asUser, readArchiveStatus),
  bind(ARCHIVE_ROUTES.listTroubledSegments, asUser, listTroubledSegments),
];
