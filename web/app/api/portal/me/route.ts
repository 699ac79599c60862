import { readMe } from '../../../../server/auth/read-me.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { owingEndpoint } from '../../../../server/http/user-endpoint.ts';

export const GET = route(owingEndpoint(noInput, readMe));
