import { Button, Collapse } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import tableSection from '../../components/table-section.module.css';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import {
  RETENTION_ROUTES,
  type RetentionNight,
  type RetentionRule,
} from '../../contract/retention.ts';
import { useRoute } from '../api/use-route.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useDates } from '../format/use-dates.ts';
import { MorePages } from '../lists/more-pages.tsx';
import { ProposalsTable } from './proposals-table.tsx';
import { RehearsalFigures, RehearsalPeople } from './rehearsal.tsx';
import styles from './retention.module.css';
import { RulesTable } from './rules-table.tsx';
import { useRuleWords } from './use-rule-words.ts';

interface RulesPanelProps {
  readonly mayPropose: boolean;
  readonly mayApprove: boolean;
}

export function RulesPanel({ mayPropose, mayApprove }: RulesPanelProps) {
  const t = useTranslations();
  const retention = useRoute(RETENTION_ROUTES.readRetention, undefined);
  if (retention.data === undefined) {
    return (
      <QueryFallback
        query={retention}
        skeleton={<TableSkeleton columns={5} label={t('common.loading')} />}
      />
    );
  }
  const { inForce, proposed, night } = retention.data;
  return (
    <>
      <DueCard night={night} />
      <section className={tableSection['section']}>
        <div className={tableSection['heading']}>
          <h2>{t('retention.inForce')}</h2>
          <p>{t('retention.inForceHint')}</p>
        </div>
        {inForce.length === 0 ? (
          <p className={styles['empty']}>{t('retention.noRule')}</p>
        ) : (
          <RulesTable rules={inForce} mayPropose={mayPropose} />
        )}
      </section>
      {proposed.length === 0 ? null : (
        <section className={tableSection['section']}>
          <div className={tableSection['heading']}>
            <h2>{t('retention.proposals')}</h2>
            <p>{t(mayApprove ? 'retention.proposalsHint' : 'retention.proposalsWait')}</p>
          </div>
          <ProposalsTable rules={proposed} mayPropose={mayPropose} mayApprove={mayApprove} />
        </section>
      )}
      <EndedRules />
    </>
  );
}

/** Rules that counted once, and proposals that never did. */
function EndedRules() {
  const t = useTranslations();
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  const ended = useRoutePages(RETENTION_ROUTES.listEndedRules, {});
  const rules = ended.data?.pages.flatMap((page) => page.items) ?? [];
  if (rules.length === 0) return null;
  const columns: Column<RetentionRule>[] = [
    { id: 'appliesTo', title: t('retention.appliesTo'), className: styles['strong'], cell: whom },
    { id: 'keptFor', title: t('retention.keptFor'), cell: ({ days }) => kept(days) },
    {
      id: 'wasInForce',
      title: t('retention.wasInForce'),
      className: styles['quiet'],
      cell: ({ approved, ended: end }) =>
        approved === null || end === null
          ? t('retention.neverInForce')
          : `${dates.moment(approved.at)} – ${dates.moment(end.at)}`,
    },
    {
      id: 'endedBy',
      title: t('retention.endedBy'),
      className: styles['quiet'],
      cell: ({ ended: end }) => end?.by ?? '–',
    },
    {
      id: 'note',
      title: t('retention.note'),
      className: styles['reason'],
      cell: ({ note }) => note || '–',
    },
  ];
  return (
    <section className={tableSection['section']}>
      <div className={tableSection['heading']}>
        <h2>{t('retention.earlier')}</h2>
      </div>
      <ListTable
        label={t('retention.earlier')}
        columns={columns}
        rows={rules}
        keyOf={({ id }) => id}
        hasMore={ended.hasNextPage}
      />
      <MorePages list={ended} />
    </section>
  );
}

/** What was deleted last night, and what goes in the next unless a hold comes before. */
function DueCard({ night }: { readonly night: RetentionNight }) {
  const t = useTranslations('retention');
  const dates = useDates();
  const [isOpen, setOpen] = useState(false);
  const due = night?.due ?? null;
  return (
    <div className={styles['due']}>
      <Card
        title={t('due')}
        aside={
          due === null || due.shares.length === 0 ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? t('hidePeople') : t('showPeople')}
            </Button>
          )
        }
      >
        {due === null ? (
          <p className={styles['text']}>{night === null ? t('noNight') : t('nightRuns')}</p>
        ) : (
          <>
            <RehearsalFigures rehearsal={due} />
            <Collapse expanded={isOpen}>
              <RehearsalPeople rehearsal={due} />
            </Collapse>
          </>
        )}
        {night === null ? null : (
          <p className={styles['text']}>
            {t('lastNight', {
              at: dates.moment(night.startedAt),
              keys: night.keys,
              devices: night.devices,
            })}
          </p>
        )}
      </Card>
    </div>
  );
}
