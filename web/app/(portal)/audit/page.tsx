import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AUDIT_ROUTES, AuditSort } from '../../../contract/audit.ts';
import { AuditView } from '../../../features/audit/audit-view.tsx';
import { listAudit } from '../../../server/audit/list-audit.ts';
import { orderOf, type QueryProps, textOf } from '../../search-params.ts';
import { requireRight } from '../../session/require-me.ts';
import { pagesQuestion, WithAnswers } from '../../session/with-answers.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

/** What the address says by the reader's own clock the browser asks for itself. */
const TIMES = ['from', 'to'] as const;

export default async function AuditPage({ searchParams }: QueryProps) {
  const { rights } = await requireRight('/audit', 'audit');
  const params = await searchParams;
  const asked = {
    user: textOf(params['user']),
    action: textOf(params['action']),
    entityType: textOf(params['entityType']),
    entityId: textOf(params['entityId']),
    from: '',
    to: '',
    sort: orderOf(AuditSort, params['sort'], '-time'),
  };
  const isTimed = TIMES.some((name) => textOf(params[name]) !== '');
  return (
    <WithAnswers
      questions={isTimed ? [] : [pagesQuestion(AUDIT_ROUTES.listAudit, asked, listAudit)]}
    >
      <AuditView rights={rights} />
    </WithAnswers>
  );
}
