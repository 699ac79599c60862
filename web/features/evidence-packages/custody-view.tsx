'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { BackLink } from '../../components/back-link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { type CustodyPage, EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useDates } from '../format/use-dates.ts';
import { useNow } from '../format/use-now.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { CustodyTable } from './custody-table.tsx';
import styles from './evidence-packages.module.css';

interface CustodyViewProps {
  readonly caseId: string;
  readonly id: string;
}

interface CustodyFactsProps {
  readonly id: string;
  readonly of: CustodyPage['package'];
}

const MINUTE_MS = 60_000;

/** Through whose hands a package went, on a page that can be printed. */
export function CustodyView({ caseId, id }: CustodyViewProps) {
  const t = useTranslations('evidencePackages');
  const custody = useRoutePages(EVIDENCE_PACKAGE_ROUTES.listCustody, { evidencePackage: id });
  const [first] = custody.data?.pages ?? [];
  const head = {
    lead: <BackLink href={`/cases/${caseId}?tab=packages`} label={t('toCase')} />,
    title: t('custodyTitle'),
    aside: t('custodyLead'),
  };
  if (first === undefined) {
    return (
      <>
        <PageHeader {...head} />
        <QueryFallback
          query={custody}
          skeleton={<Skeleton height={260} m={20} aria-busy="true" />}
        />
      </>
    );
  }
  const events = custody.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader {...head}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={15} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
      </PageHeader>
      <CustodyFacts id={id} of={first.package} />
      <PrintedNote />
      <CustodyTable selected={first.selected} events={events} />
      <MorePages list={custody} />
    </>
  );
}

/** Which package the log is of, so that a printed one can't be taken for another. */
function CustodyFacts({ id, of }: CustodyFactsProps) {
  const t = useTranslations('evidencePackages');
  const zone = useTimeZone() ?? '';
  const { stretch } = useStretchWords();
  const { clip, person, sha256 } = of;
  const facts = [
    [t('case'), of.case],
    [t('clip'), clip.title],
    [t('person'), person.name],
    [t('footage'), `${stretch(clip, person.timeZone)} (${person.timeZone})`],
    [t('package'), id],
    [t('sha256'), sha256 ?? t('notMade')],
    [t('times'), zone],
  ] as const;
  return (
    <dl className={styles['of']}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** On paper only: when it was printed. */
function PrintedNote() {
  const t = useTranslations('evidencePackages');
  const dates = useDates();
  const now = useNow(MINUTE_MS);
  return (
    <p className={styles['printed']}>
      {t('printed', { date: now === null ? '' : dates.moment(now) })}
    </p>
  );
}
