import { ListCandidates, listCandidates } from '../../../../../server/cases/list-candidates.ts';
import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(location(ListCandidates), listCandidates));
