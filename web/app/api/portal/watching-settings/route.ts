import { ChangeWatchingSettings } from '../../../../contract/watching.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { changeWatchingSettings } from '../../../../server/watching/change-watching-settings.ts';
import { showWatchingSettings } from '../../../../server/watching/show-watching-settings.ts';

export const GET = route(userEndpoint(noInput, showWatchingSettings));
export const POST = route(userEndpoint(jsonBody(ChangeWatchingSettings), changeWatchingSettings));
