import { RenamePasskey } from '../../../../../../contract/passkeys.ts';
import { renamePasskey } from '../../../../../../server/account/passkeys/rename-passkey.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(RenamePasskey), renamePasskey));
