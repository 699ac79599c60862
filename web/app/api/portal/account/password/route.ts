import { ChangePassword } from '../../../../../contract/account.ts';
import { changePassword } from '../../../../../server/account/change-password.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(ChangePassword), changePassword));
