import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { listTeams } from '../../../../server/teams/list-teams.ts';

export const GET = route(userEndpoint(noInput, listTeams));
