import { noInput } from '../../../server/http/no-input.ts';
import { route } from '../../../server/http/route.ts';
import { userEndpoint } from '../../../server/http/user-endpoint.ts';
import { readDocument } from '../../../server/openapi/read-document.ts';

export const GET = route(userEndpoint(noInput, readDocument));
