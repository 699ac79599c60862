import { RenameTeam } from '../../../../../contract/teams.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { renameTeam } from '../../../../../server/teams/rename-team.ts';

export const POST = route(userEndpoint(jsonBody(RenameTeam), renameTeam));
