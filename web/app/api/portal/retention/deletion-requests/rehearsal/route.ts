import { location } from '../../../../../../server/http/location.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import {
  RehearseDeletionRequest,
  rehearseDeletionRequest,
} from '../../../../../../server/retention/rehearse-deletion-request.ts';

export const GET = route(userEndpoint(location(RehearseDeletionRequest), rehearseDeletionRequest));
