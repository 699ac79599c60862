import { OneExport } from '../../../../../contract/exports.ts';
import { retryExport } from '../../../../../server/exports/retry-export.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(OneExport), retryExport));
