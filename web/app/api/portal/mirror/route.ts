import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { readMirror } from '../../../../server/mirror/read-mirror.ts';

export const GET = route(userEndpoint(noInput, readMirror));
