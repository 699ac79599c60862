'use client';

import { Badge, Button, Skeleton, Tabs } from '@mantine/core';
import { IconFolderOff, IconFolderOpen } from '@tabler/icons-react';
import { isAppError } from '@workcompanion/core/errors';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BackLink } from '../../components/back-link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { CASE_ROUTES, type CaseDetails } from '../../contract/cases.ts';
import { useRoute } from '../api/use-route.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { EvidencePackagesPanel } from '../evidence-packages/evidence-packages-panel.tsx';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { ActivityPanel } from './activity-panel.tsx';
import { CaseHoldsPanel } from './case-holds-panel.tsx';
import styles from './cases.module.css';
import { ClipsPanel } from './clips-panel.tsx';
import { MembersPanel } from './members-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { useCaseAction } from './use-case-action.ts';

const TABS = ['clips', 'packages', 'notes', 'holds', 'members', 'activity'] as const;

/** Text of a clip is being read. */
const WHILE_READING_MS = 10_000;

interface CaseViewProps {
  readonly id: string;
  /** Who looks. */
  readonly self: UserId;
}

export function CaseView({ id, self }: CaseViewProps) {
  const query = useRoute(
    CASE_ROUTES.readCase,
    { case: id },
    {
      refetchInterval: ({ state }) =>
        state.data?.clips.some(({ texts }) => (texts?.waiting ?? 0) > 0) ? WHILE_READING_MS : false,
    },
  );
  const { data, error } = query;
  // Whoever is no member any more sees nothing more of it.
  if (data !== undefined && !isAppError(error, 'not-found')) {
    return <OpenedCase opened={data} self={self} />;
  }
  return (
    <CaseToCome>
      <QueryFallback
        query={query}
        skeleton={
          <div className={styles['loading']} aria-busy="true">
            <Skeleton height={12} width={260} />
            <Skeleton height={28} width={480} />
            <Skeleton height={180} />
          </div>
        }
      />
    </CaseToCome>
  );
}

/** The way back works already, whatever comes. */
function CaseToCome({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('cases');
  const back = <BackLink href="/cases" label={t('toCases')} />;
  return (
    <>
      <PageHeader lead={back} title={t('case')} />
      {children}
    </>
  );
}

interface OpenedCaseProps {
  readonly opened: CaseDetails;
  readonly self: UserId;
}

function OpenedCase({ opened, self }: OpenedCaseProps) {
  const t = useTranslations('cases');
  const [param, setParam] = useQueryParam('tab');
  const current = TABS.find((tab) => tab === param) ?? 'clips';
  const panels = {
    clips: () => <ClipsPanel opened={opened} onPackages={() => setParam('packages')} />,
    packages: () => <EvidencePackagesPanel opened={opened} />,
    notes: () => <NotesPanel opened={opened} />,
    holds: () => <CaseHoldsPanel opened={opened} />,
    members: () => <MembersPanel opened={opened} self={self} />,
    activity: () => <ActivityPanel id={opened.id} />,
  } as const;
  return (
    <Tabs
      value={current}
      onChange={(value) => setParam(value === 'clips' ? '' : (value ?? ''))}
      keepMounted={false}
      className={styles['tabs'] ?? ''}
    >
      <PageHeader
        lead={<BackLink href="/cases" label={t('toCases')} />}
        title={opened.title}
        aside={<StateBadge state={STATES.case[opened.closed === null ? 'open' : 'closed']} />}
      >
        {opened.mayWork ? <CloseButton opened={opened} /> : null}
      </PageHeader>
      <About opened={opened} />
      <Tabs.List className={styles['list'] ?? ''}>
        {TABS.map((tab) => (
          <Tabs.Tab
            key={tab}
            value={tab}
            rightSection={
              tab === 'packages' && opened.toDecide > 0 ? (
                <ToDecide count={opened.toDecide} />
              ) : null
            }
          >
            {t(`tabs.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={current} className={styles['panel'] ?? ''}>
        {panels[current]()}
      </Tabs.Panel>
    </Tabs>
  );
}

function ToDecide({ count }: { readonly count: number }) {
  const t = useTranslations('cases');
  return (
    <Badge size="sm" color="orange" variant="light" circle aria-label={t('toDecide', { count })}>
      {count}
    </Badge>
  );
}

function About({ opened }: { readonly opened: CaseDetails }) {
  const t = useTranslations('cases');
  const dates = useDates();
  const { description, createdBy, createdAt, closed, mayWork } = opened;
  return (
    <div className={styles['about']}>
      {description === '' ? null : <p>{description}</p>}
      <small>{t('madeBy', { name: createdBy.name, date: dates.moment(createdAt) })}</small>
      {closed === null ? null : (
        <FormAlert tone="info">
          {t('closedBy', { name: closed.by, date: dates.moment(closed.at) })}
        </FormAlert>
      )}
      {mayWork ? null : <FormAlert tone="info">{t('readOnly')}</FormAlert>}
    </div>
  );
}

function CloseButton({ opened: { id, closed } }: { readonly opened: CaseDetails }) {
  const t = useTranslations();
  const confirm = useConfirm();
  const reopen = useCaseAction(CASE_ROUTES.reopenCase, t('cases.did.reopen'));
  const close = useCaseAction(CASE_ROUTES.closeCase, t('cases.did.close'), reopen.mutate);
  if (closed !== null) {
    return (
      <Button
        variant="default"
        leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
        loading={reopen.isPending}
        onClick={() => reopen.mutate({ case: id })}
      >
        {t('cases.reopen')}
      </Button>
    );
  }
  return (
    <Button
      variant="default"
      leftSection={<IconFolderOff size={15} aria-hidden="true" />}
      loading={close.isPending}
      onClick={() =>
        confirm({
          title: t('cases.closeTitle'),
          text: t('cases.closeText'),
          confirm: t('cases.close'),
          cancel: t('common.cancel'),
          onConfirm: () => close.mutate({ case: id }),
        })
      }
    >
      {t('cases.close')}
    </Button>
  );
}
