import {
  ListTroubledSegments,
  listTroubledSegments,
} from '../../../../../server/archive/list-troubled-segments.ts';
import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(ListTroubledSegments), listTroubledSegments));
