import { InviteUser } from '../../../../../contract/users.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { inviteUser } from '../../../../../server/users/invite-user.ts';

export const POST = route(userEndpoint(jsonBody(InviteUser), inviteUser));
