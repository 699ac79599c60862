import { RetryUpdate } from '../../../../../contract/releases.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { retryUpdate } from '../../../../../server/releases/retry-update.ts';

export const POST = route(userEndpoint(jsonBody(RetryUpdate), retryUpdate));
