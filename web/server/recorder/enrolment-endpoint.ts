import { EnrolmentRequest } from '@workcompanion/core/protocol/messages';
import { bearerToken } from '../http/bearer-token.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonBody } from '../http/json-body.ts';
import { jsonReply } from '../http/reply.ts';
import { enrolDevice } from './enrol-device.ts';

/** Not yet a device's: it proves its key, and shows the enrolment token instead. */
export const postEnrolment = endpoint(async (server, call) => {
  const bearer = bearerToken(call);
  const address = call.header('x-forwarded-for') ?? 'unknown';
  const request = await jsonBody(EnrolmentRequest)(call);
  return jsonReply(await enrolDevice(server, { bearer, request, address }));
});
