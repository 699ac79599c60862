import { SetManagers } from '../../../../../contract/teams.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { setManagers } from '../../../../../server/teams/set-managers.ts';

export const POST = route(userEndpoint(jsonBody(SetManagers), setManagers));
