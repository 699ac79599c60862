import { PlaceHold } from '../../../../contract/holds.ts';
import { ListHolds, listHolds } from '../../../../server/holds/list-holds.ts';
import { placeHold } from '../../../../server/holds/place-hold.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(ListHolds), listHolds));
export const POST = route(userEndpoint(jsonBody(PlaceHold), placeHold));
