import { RemovePasskey } from '../../../../../../contract/account.ts';
import { removePasskey } from '../../../../../../server/account/passkeys/remove-passkey.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(RemovePasskey), removePasskey));
