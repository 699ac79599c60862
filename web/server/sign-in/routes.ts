import { SESSION_ROUTES } from '../../contract/session.ts';
import { readMe } from '../auth/read-me.ts';
import { asOwingUser, asUser, asVisitor } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { changeSignInSettings, showSignInSettings } from './change-sign-in-settings.ts';
import { redeemFirstSignIn } from './first-sign-in.ts';

export const sessionRoutes: readonly BoundRoute[] = [
  bind(SESSION_ROUTES.redeemFirstSignIn, asVisitor, redeemFirstSignIn),
  bind(SESSION_ROUTES.readMe, asOwingUser, readMe),
  bind(SESSION_ROUTES.showSignInSettings, asUser, showSignInSettings),
  bind(SESSION_ROUTES.changeSignInSettings, asUser, changeSignInSettings),
];
