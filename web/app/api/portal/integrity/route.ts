import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { readIntegrity } from '../../../../server/integrity/read-integrity.ts';

export const GET = route(userEndpoint(noInput, readIntegrity));
