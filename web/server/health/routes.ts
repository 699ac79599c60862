import type { Readiness } from '@workcompanion/db/health/readiness';
import { HEALTH_ROUTES } from '../../contract/health.ts';
import type { ServerContext } from '../context.ts';
import { asAnyone } from '../http/admissions.ts';
import { type BoundRoute, bindExchange } from '../http/bind.ts';
import { jsonReply } from '../http/reply.ts';

/** Whether uploads can be sent here, by its status; and what of it is well, in words. */
const readiness = {
  verb: (server: ServerContext) => server.readiness(),
  respond: (found: Readiness) => jsonReply(found, found.status === 'not-ready' ? 503 : 200),
  isDirect: true,
};

export const healthRoutes: readonly BoundRoute[] = [
  bindExchange(HEALTH_ROUTES.readHealth, asAnyone, readiness),
  bindExchange(HEALTH_ROUTES.readReadiness, asAnyone, readiness),
  /** Whether the process answers: one that does not is started anew. */
  bindExchange(HEALTH_ROUTES.readLiveness, asAnyone, {
    verb: async () => ({ status: 'live' }),
    isDirect: true,
  }),
];
