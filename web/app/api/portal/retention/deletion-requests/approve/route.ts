import { DeletionRequestChoice } from '../../../../../../contract/retention.ts';
import { jsonBody } from '../../../../../../server/http/json-body.ts';
import { route } from '../../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../../server/http/user-endpoint.ts';
import { approveDeletion } from '../../../../../../server/retention/approve-deletion.ts';

export const POST = route(userEndpoint(jsonBody(DeletionRequestChoice), approveDeletion));
