import { accountRoutes } from './account/routes.ts';
import { controlRoutes } from './approvals/routes.ts';
import { archiveRoutes } from './archive/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { bookmarkRoutes } from './bookmarks/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import { enrolmentTokenRoutes } from './enrolment-tokens/routes.ts';
import { evidencePackageRoutes } from './evidence-packages/routes.ts';
import { grantRoutes } from './grants/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { holdRoutes } from './holds/routes.ts';
import { homeRoutes } from './home/routes.ts';
import type { BoundRoute } from './http/bind.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { integrityRoutes } from './integrity/routes.ts';
import { accountLinkRoutes } from './invitations/routes.ts';
import { listExportRoutes } from './list-exports/routes.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { mirrorRoutes } from './mirror/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { playbackRoutes } from './playback/routes.ts';
import { policyRoutes } from './policies/routes.ts';
import { programRoutes } from './programs/routes.ts';
import { recorderRoutes } from './recorder/routes.ts';
import { releaseRoutes } from './releases/routes.ts';
import { remarkRoutes } from './remarks/routes.ts';
import { restoreRoutes } from './restores/routes.ts';
import { retentionRoutes } from './retention/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { shareRoutes } from './shares/routes.ts';
import { sessionRoutes } from './sign-in/routes.ts';
import { teamRoutes } from './teams/routes.ts';
import { thumbnailRoutes } from './thumbnails/routes.ts';
import { userRoutes } from './users/routes.ts';
import { viewRoutes } from './views/routes.ts';
import { watchingRoutes } from './watching/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Every route but the one that describes them, and next-auth's own. */
export const ENTITY_ROUTES: readonly BoundRoute[] = [
  ...accountRoutes,
  ...archiveRoutes,
  ...auditRoutes,
  ...sessionRoutes,
  ...bookmarkRoutes,
  ...caseRoutes,
  ...controlRoutes,
  ...deviceRoutes,
  ...enrolmentTokenRoutes,
  ...evidencePackageRoutes,
  ...grantRoutes,
  ...healthRoutes,
  ...holdRoutes,
  ...homeRoutes,
  ...inboxRoutes,
  ...integrityRoutes,
  ...accountLinkRoutes,
  ...listExportRoutes,
  ...metricsRoutes,
  ...mirrorRoutes,
  ...overviewRoutes,
  ...peopleRoutes,
  ...playbackRoutes,
  ...policyRoutes,
  ...programRoutes,
  ...recorderRoutes,
  ...releaseRoutes,
  ...remarkRoutes,
  ...restoreRoutes,
  ...retentionRoutes,
  ...reviewRoutes,
  ...searchRoutes,
  ...settingsRoutes,
  ...shareRoutes,
  ...teamRoutes,
  ...thumbnailRoutes,
  ...userRoutes,
  ...viewRoutes,
  ...watchingRoutes,
  ...webhookRoutes,
];
