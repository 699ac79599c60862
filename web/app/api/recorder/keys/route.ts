import { KeysRequest } from '@workcompanion/core/protocol/messages';
import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { handleKeys } from '../../../../server/recorder/handle-keys.ts';

export const POST = route(deviceEndpoint(jsonBody(KeysRequest), handleKeys));
