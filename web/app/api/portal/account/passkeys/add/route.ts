import { AddPasskey } from '../../../../../../contract/passkeys.ts';
import { addPasskey } from '../../../../../../server/account/passkeys/add-passkey.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { owingEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(owingEndpoint(jsonBody(AddPasskey), addPasskey));
