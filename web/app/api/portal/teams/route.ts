import { CreateTeam } from '../../../../contract/teams.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { createTeam } from '../../../../server/teams/create-team.ts';
import { listTeams } from '../../../../server/teams/list-teams.ts';

export const GET = route(userEndpoint(noInput, listTeams));
export const POST = route(userEndpoint(jsonBody(CreateTeam), createTeam));
