import { WriteNote } from '../../../../../contract/cases.ts';
import { writeNote } from '../../../../../server/cases/write-note.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(WriteNote), writeNote));
