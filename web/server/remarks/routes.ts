import { REMARK_ROUTES } from '../../contract/watching.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listRemarks } from './list-remarks.ts';
import { answerRemark, makeRemark } from './remarks.ts';

export const remarkRoutes: readonly BoundRoute[] = [
  bind(REMARK_ROUTES.listRemarks, asUser, listRemarks),
  bind(REMARK_ROUTES.answerRemark, asUser, answerRemark),
  bind(REMARK_ROUTES.makeRemark, asUser, makeRemark),
];
