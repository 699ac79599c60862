import { CreateEnrolmentToken } from '../../../../contract/devices.ts';
import { createEnrolmentToken } from '../../../../server/enrolment-tokens/create-enrolment-token.ts';
import { listEnrolmentTokens } from '../../../../server/enrolment-tokens/list-enrolment-tokens.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(noInput, listEnrolmentTokens));
export const POST = route(userEndpoint(jsonBody(CreateEnrolmentToken), createEnrolmentToken));
