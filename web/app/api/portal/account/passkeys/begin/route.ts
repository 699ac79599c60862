import { ProveOwner } from '../../../../../../contract/account.ts';
import { beginPasskey } from '../../../../../../server/account/passkeys/begin-passkey.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { owingEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(owingEndpoint(jsonBody(ProveOwner), beginPasskey));
