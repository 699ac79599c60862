import { HOME_ROUTES } from '../../contract/home.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listOwnBookmarks } from './list-own-bookmarks.ts';
import { listWaitingRemarks } from './list-waiting-remarks.ts';
import { readCasework } from './read-casework.ts';
import { readFirstSteps } from './read-first-steps.ts';
import { readTeamNow } from './read-team-now.ts';
import { readWatchingWeek } from './read-watching-week.ts';

export const homeRoutes: readonly BoundRoute[] = [
  bind(HOME_ROUTES.readFirstSteps, asUser, readFirstSteps),
  bind(HOME_ROUTES.readTeamNow, asUser, readTeamNow),
  bind(HOME_ROUTES.listWaitingRemarks, asUser, listWaitingRemarks),
  bind(HOME_ROUTES.listOwnBookmarks, asUser, listOwnBookmarks),
  bind(HOME_ROUTES.readCasework, asUser, readCasework),
  bind(HOME_ROUTES.readWatchingWeek, asUser, readWatchingWeek),
];
