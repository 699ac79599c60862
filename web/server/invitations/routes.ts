import { ACCOUNT_LINK_ROUTES } from '../../contract/account-links.ts';
import { asVisitor } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { inspectRecorderLink } from '../sign-in/sign-in-from-recorder.ts';
import { inspectLink } from './find-open-link.ts';
import { redeemLink } from './redeem-link.ts';

export const accountLinkRoutes: readonly BoundRoute[] = [
  bind(ACCOUNT_LINK_ROUTES.inspectLink, asVisitor, inspectLink),
  bind(ACCOUNT_LINK_ROUTES.inspectRecorderLink, asVisitor, inspectRecorderLink),
  bind(ACCOUNT_LINK_ROUTES.redeemLink, asVisitor, redeemLink),
];
