import { RedeemLink } from '../../../../../contract/account-links.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { publicEndpoint } from '../../../../../server/http/public-endpoint.ts';
import { route } from '../../../../../server/http/route.ts';
import { redeemLink } from '../../../../../server/invitations/redeem-link.ts';

export const POST = route(publicEndpoint(jsonBody(RedeemLink), redeemLink));
