import { FirstSignIn } from '../../../../contract/session.ts';
import { redeemFirstSignIn } from '../../../../server/auth/redeem-first-sign-in.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { publicEndpoint } from '../../../../server/http/public-endpoint.ts';
import { route } from '../../../../server/http/route.ts';

export const POST = route(publicEndpoint(jsonBody(FirstSignIn), redeemFirstSignIn));
