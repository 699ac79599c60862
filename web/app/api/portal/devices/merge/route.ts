import { MergeDevices } from '../../../../../contract/devices.ts';
import { mergeDevices } from '../../../../../server/devices/merge-devices.ts';
import { jsonBody } from '../../../../../server/http/json-body.ts';
import { route } from '../../../../../server/http/route.ts';
import { userEndpoint } from '../../../../../server/http/user-endpoint.ts';

export const POST = route(userEndpoint(jsonBody(MergeDevices), mergeDevices));
