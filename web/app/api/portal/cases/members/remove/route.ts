import { MemberOfCase } from '../../../../../../contract/cases.ts';
import { removeMember } from '../../../../../../server/cases/remove-member.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(MemberOfCase), removeMember));
