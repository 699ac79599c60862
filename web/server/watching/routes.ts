import { WATCHING_ROUTES } from '../../contract/watching.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { changeWatchingSettings, showWatchingSettings } from './change-watching-settings.ts';
import { declarePurpose } from './declare-purpose.ts';

export const watchingRoutes: readonly BoundRoute[] = [
  bind(WATCHING_ROUTES.declarePurpose, asUser, declarePurpose),
  bind(WATCHING_ROUTES.showWatchingSettings, asUser, showWatchingSettings),
  bind(WATCHING_ROUTES.changeWatchingSettings, asUser, changeWatchingSettings),
];
