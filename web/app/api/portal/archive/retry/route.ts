import { RetryQuarantined } from '../../../../../contract/archive.ts';
import { retryQuarantined } from '../../../../../server/archive/retry-quarantined.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(RetryQuarantined), retryQuarantined));
