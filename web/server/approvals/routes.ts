import { CONTROL_ROUTES } from '../../contract/control.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { decideControlRequest, withdrawControlRequest } from './decide-control-request.ts';
import { listControlRequests } from './list-control-requests.ts';
import { readControlState } from './read-control-state.ts';

export const controlRoutes: readonly BoundRoute[] = [
  bind(CONTROL_ROUTES.decideControlRequest, asUser, decideControlRequest),
  bind(CONTROL_ROUTES.listControlRequests, asUser, listControlRequests),
  bind(CONTROL_ROUTES.withdrawControlRequest, asUser, withdrawControlRequest),
  bind(CONTROL_ROUTES.readControlState, asUser, readControlState),
];
