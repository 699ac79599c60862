import { RequestDeletion } from '../../../../../contract/retention.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import {
  ListDeletionRequests,
  listDeletionRequests,
} from '../../../../../server/retention/list-deletion-requests.ts';
import { requestDeletion } from '../../../../../server/retention/request-deletion.ts';

export const GET = route(userEndpoint(location(ListDeletionRequests), listDeletionRequests));
export const POST = route(userEndpoint(jsonBody(RequestDeletion), requestDeletion));
