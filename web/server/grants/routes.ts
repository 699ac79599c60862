import { GRANT_ROUTES } from '../../contract/users.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { giveGrant, withdrawGrant } from './give-grant.ts';
import { listGrants } from './list-grants.ts';

export const grantRoutes: readonly BoundRoute[] = [
  bind(GRANT_ROUTES.listGrants, asUser, listGrants),
  bind(GRANT_ROUTES.giveGrant, asUser, giveGrant),
  bind(GRANT_ROUTES.withdrawGrant, asUser, withdrawGrant),
];
