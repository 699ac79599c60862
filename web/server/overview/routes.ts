import { OVERVIEW_ROUTES } from '../../contract/overview.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { readOverview } from './read-overview.ts';

export const overviewRoutes: readonly BoundRoute[] = [
  bind(OVERVIEW_ROUTES.readOverview, asUser, readOverview),
];
