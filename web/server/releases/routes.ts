import { RELEASE_ROUTES } from '../../contract/releases.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import {
  pauseRelease,
  resumeRelease,
  retryUpdate,
  rollOutRelease,
  withdrawRelease,
} from './change-release.ts';
import { listFailedUpdates } from './list-failed-updates.ts';
import { listReleases } from './list-releases.ts';
import { uploadRelease } from './upload-release.ts';

export const releaseRoutes: readonly BoundRoute[] = [
  bind(RELEASE_ROUTES.listFailedUpdates, asUser, listFailedUpdates),
  bind(RELEASE_ROUTES.pauseRelease, asUser, pauseRelease),
  bind(RELEASE_ROUTES.resumeRelease, asUser, resumeRelease),
  bind(RELEASE_ROUTES.retryUpdate, asUser, retryUpdate),
  bind(RELEASE_ROUTES.rollOutRelease, asUser, rollOutRelease),
  bind(RELEASE_ROUTES.listReleases, asUser, listReleases),
  bind(RELEASE_ROUTES.withdrawRelease, asUser, withdrawRelease),
  // The statement is refused before the body is read.
  bindExchange(RELEASE_ROUTES.uploadRelease, asUser, {
    read: ({ body }) => ({ body }),
    verb: uploadRelease,
    isDirect: true,
  }),
];
