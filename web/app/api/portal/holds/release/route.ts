import { ReleaseHold } from '../../../../../contract/holds.ts';
import { releaseHold } from '../../../../../server/holds/release-hold.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(ReleaseHold), releaseHold));
