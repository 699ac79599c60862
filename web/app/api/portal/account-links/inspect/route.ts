import { InspectLink } from '../../../../../contract/account-links.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { publicEndpoint } from '../../../../../server/http/public-endpoint.ts';
import { route } from '../../../../../server/http/route.ts';
import { inspectLink } from '../../../../../server/invitations/inspect-link.ts';

export const POST = route(publicEndpoint(jsonBody(InspectLink), inspectLink));
