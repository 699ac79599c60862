import { route } from '../../../server/http/route.ts';
import { ROUTER } from '../../../server/router.ts';

/** The whole API but next-auth's own: the door in development, and of what our own server leaves to Next. */
const answer = route(ROUTER.dispatch);

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
