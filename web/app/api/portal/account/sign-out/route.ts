import { signOut } from '../../../../../server/account/end-own-session.ts';
import { noInput } from '../../../../../server/http/no-input.ts';
import { route } from '../../../../../server/http/route.ts';
import { owingEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(owingEndpoint(noInput, signOut));
