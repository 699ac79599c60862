import { USER_ROUTES } from '../../contract/users.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { changeUser } from './change-user.ts';
import { disableUser, enableUser } from './disable-user.ts';
import { endSessionsOfUser } from './end-sessions-of-user.ts';
import { inviteUser } from './invite-user.ts';
import { listUsers } from './list-users.ts';
import { makeAccountLink } from './make-account-link.ts';
import { removeSecondFactorOfUser } from './remove-second-factor-of-user.ts';

export const userRoutes: readonly BoundRoute[] = [
  bind(USER_ROUTES.changeUser, asUser, changeUser),
  bind(USER_ROUTES.disableUser, asUser, disableUser),
  bind(USER_ROUTES.enableUser, asUser, enableUser),
  bind(USER_ROUTES.endSessionsOfUser, asUser, endSessionsOfUser),
  bind(USER_ROUTES.inviteUser, asUser, inviteUser),
  bind(USER_ROUTES.makeAccountLink, asUser, makeAccountLink),
  bind(USER_ROUTES.removeSecondFactorOfUser, asUser, removeSecondFactorOfUser),
  bind(USER_ROUTES.listUsers, asUser, listUsers),
];
