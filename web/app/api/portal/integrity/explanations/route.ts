import { ExplainHistory } from '../../../../../contract/integrity.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { explainHistory } from '../../../../../server/integrity/explain-history.ts';

export const POST = route(userEndpoint(jsonBody(ExplainHistory), explainHistory));
