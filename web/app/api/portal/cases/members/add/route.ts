import { MemberOfCase } from '../../../../../../contract/cases.ts';
import { addMember } from '../../../../../../server/cases/add-member.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(MemberOfCase), addMember));
