import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ARCHIVE_ROUTES } from '../../../contract/archive.ts';
import { CASE_ROUTES } from '../../../contract/cases.ts';
import { CONTROL_ROUTES } from '../../../contract/control.ts';
import { HOME_ROUTES } from '../../../contract/home.ts';
import { INTEGRITY_ROUTES } from '../../../contract/integrity.ts';
import { OVERVIEW_ROUTES } from '../../../contract/overview.ts';
import type { Me } from '../../../contract/session.ts';
import { seesControl } from '../../../features/control/use-control-state.ts';
import { HomeView } from '../../../features/home/home-view.tsx';
import { OPEN_CASES } from '../../../features/home/open-cases.ts';
import { readControlState } from '../../../server/approvals/read-control-state.ts';
import { readArchiveStatus } from '../../../server/archive/read-archive-status.ts';
import { listCases } from '../../../server/cases/list-cases.ts';
import { listOwnBookmarks } from '../../../server/home/list-own-bookmarks.ts';
import { listWaitingRemarks } from '../../../server/home/list-waiting-remarks.ts';
import { readCasework } from '../../../server/home/read-casework.ts';
import { readTeamNow } from '../../../server/home/read-team-now.ts';
import { readWatchingWeek } from '../../../server/home/read-watching-week.ts';
import { readIntegrity } from '../../../server/integrity/read-integrity.ts';
import { readOverview } from '../../../server/overview/read-overview.ts';
import { requireMe } from '../../session/require-me.ts';
import { question, WithAnswers } from '../../session/with-answers.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('home'))('title') };
}

export default async function OverviewPage() {
  const me = await requireMe('/overview');
  return (
    <WithAnswers questions={questionsOf(me)}>
      <HomeView me={me} />
    </WithAnswers>
  );
}

/** Those of the sections that the account has. */
function questionsOf({ rights, roles }: Me) {
  const isManager = roles.includes('manager');
  const overview = question(OVERVIEW_ROUTES.readOverview, undefined, readOverview);
  const remarks = question(HOME_ROUTES.listWaitingRemarks, undefined, listWaitingRemarks);
  return [
    ...(rights.includes('list') ? [overview] : []),
    ...(rights.includes('system')
      ? [question(ARCHIVE_ROUTES.readArchiveStatus, undefined, readArchiveStatus)]
      : []),
    ...(seesControl({ rights })
      ? [question(CONTROL_ROUTES.readControlState, undefined, readControlState)]
      : []),
    ...(isManager
      ? [
          question(HOME_ROUTES.readTeamNow, undefined, readTeamNow),
          question(HOME_ROUTES.listOwnBookmarks, undefined, listOwnBookmarks),
        ]
      : []),
    ...(isManager || rights.includes('hold') ? [remarks] : []),
    ...(rights.includes('hold')
      ? [
          question(HOME_ROUTES.readCasework, undefined, readCasework),
          question(CASE_ROUTES.listCases, OPEN_CASES, listCases),
        ]
      : []),
    ...(rights.includes('audit')
      ? [
          question(HOME_ROUTES.readWatchingWeek, undefined, readWatchingWeek),
          question(INTEGRITY_ROUTES.readIntegrity, undefined, readIntegrity),
        ]
      : []),
  ];
}
