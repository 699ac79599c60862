import { OneTeam } from '../../../../../contract/teams.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { deleteTeam } from '../../../../../server/teams/delete-team.ts';

export const POST = route(userEndpoint(jsonBody(OneTeam), deleteTeam));
