'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { BackLink } from '../../components/back-link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { MorePages } from '../lists/more-pages.tsx';
import { CustodyFacts } from './custody-facts.tsx';
import { CustodyTable } from './custody-table.tsx';
import { PrintedNote } from './printed-note.tsx';

interface CustodyViewProps {
  readonly caseId: string;
  readonly id: string;
}

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
        {custody.isError ? (
          <ErrorState error={custody.error} onRetry={() => void custody.refetch()} />
        ) : (
          <Skeleton height={260} m={20} aria-busy="true" />
        )}
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
