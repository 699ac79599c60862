import { MoveMembers } from '../../../../../contract/teams.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { moveMembers } from '../../../../../server/teams/move-members.ts';

export const POST = route(userEndpoint(jsonBody(MoveMembers), moveMembers));
