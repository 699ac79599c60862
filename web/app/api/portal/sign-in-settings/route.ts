import { ChangeSignInSettings } from '../../../../contract/sign-in-settings.ts';
import {
  changeSignInSettings,
  showSignInSettings,
} from '../../../../server/auth/change-sign-in-settings.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(userEndpoint(noInput, showSignInSettings));
export const POST = route(userEndpoint(jsonBody(ChangeSignInSettings), changeSignInSettings));
