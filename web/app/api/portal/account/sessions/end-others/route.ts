import { endOtherSessions } from '../../../../../../server/account/end-other-sessions.ts';
import { noInput } from '../../../../../../server/http/no-input.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(noInput, endOtherSessions));
