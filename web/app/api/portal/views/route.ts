import { ReportView } from '../../../../contract/views.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { reportView } from '../../../../server/views/report-view.ts';

export const POST = route(userEndpoint(jsonBody(ReportView), reportView));
