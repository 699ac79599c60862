import { RESTORE_ROUTES } from '../../contract/restores.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { readRestores } from './read-restores.ts';
import { requestRestore } from './request-restore.ts';

export const restoreRoutes: readonly BoundRoute[] = [
  bind(RESTORE_ROUTES.readRestores, asUser, readRestores),
  bind(RESTORE_ROUTES.requestRestore, asUser, requestRestore),
];
