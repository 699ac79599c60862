import { HeartbeatRequest } from '@workcompanion/core/protocol/messages';
import { deviceEndpoint } from '../../../../server/http/device-endpoint.ts';
import { jsonBody } from '../../../../server/http/json-body.ts';
import { route } from '../../../../server/http/route.ts';
import { receiveHeartbeat } from '../../../../server/recorder/receive-heartbeat.ts';

export const POST = route(deviceEndpoint(jsonBody(HeartbeatRequest), receiveHeartbeat));
