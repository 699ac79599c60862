import { AddWebhook } from '../../../../contract/webhooks.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { noInput } from '../../../../server/http/no-input.ts';
import { route } from '../../../../server/http/route.ts';
import { userEndpoint } from '../../../../server/http/user-endpoint.ts';
import { addWebhook } from '../../../../server/webhooks/add-webhook.ts';
import { listWebhooks } from '../../../../server/webhooks/list-webhooks.ts';

export const GET = route(userEndpoint(noInput, listWebhooks));
export const POST = route(userEndpoint(jsonBody(AddWebhook), addWebhook));
