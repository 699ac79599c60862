import { ChangeWebhook } from '../../../../../contract/webhooks.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';
import { changeWebhook } from '../../../../../server/webhooks/change-webhook.ts';

export const POST = route(userEndpoint(jsonBody(ChangeWebhook), changeWebhook));
