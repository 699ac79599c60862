import { ENROLMENT_TOKEN_ROUTES } from '../../contract/enrolment-tokens.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { createEnrolmentToken } from './create-enrolment-token.ts';
import { listEnrolmentTokens } from './list-enrolment-tokens.ts';
import { revokeEnrolmentToken } from './revoke-enrolment-token.ts';

export const enrolmentTokenRoutes: readonly BoundRoute[] = [
  bind(ENROLMENT_TOKEN_ROUTES.revokeEnrolmentToken, asUser, revokeEnrolmentToken),
  bind(ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens, asUser, listEnrolmentTokens),
  bind(ENROLMENT_TOKEN_ROUTES.createEnrolmentToken, asUser, createEnrolmentToken),
];
