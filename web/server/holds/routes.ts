import { HOLD_ROUTES } from '../../contract/holds.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { placeHold, releaseHold } from './holds.ts';
import { listHolds } from './list-holds.ts';

export const holdRoutes: readonly BoundRoute[] = [
  bind(HOLD_ROUTES.releaseHold, asUser, releaseHold),
  bind(HOLD_ROUTES.listHolds, asUser, listHolds),
  bind(HOLD_ROUTES.placeHold, asUser, placeHold),
];
