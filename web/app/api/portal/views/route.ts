import { ReportView } from '../../../../contract/views.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { location } from '../../../../server/http/location.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { ListViews, listViews } from '../../../../server/views/list-views.ts';
import { reportView } from '../../../../server/views/report-view.ts';

export const GET = route(userEndpoint(location(ListViews), listViews));
export const POST = route(userEndpoint(jsonBody(ReportView), reportView));
