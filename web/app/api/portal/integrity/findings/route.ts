import { location } from '../../../../../server/http/location.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { ListFindings, listFindings } from '../../../../../server/integrity/list-findings.ts';

export const GET = route(userEndpoint(location(ListFindings), listFindings));
