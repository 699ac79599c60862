import { endpoint } from '../http/endpoint.ts';
import { jsonReply } from '../http/reply.ts';

/** Whether the process answers: one that does not is started anew. */
export const getLive = endpoint(async () => jsonReply({ status: 'live' }));

/** Whether uploads can be sent here, by its status; and what of it is well, in words. */
export const getReady = endpoint(async (server) => {
  const readiness = await server.readiness();
  return jsonReply(readiness, readiness.status === 'not-ready' ? 503 : 200);
});
