'use client';

import { IconCircleCheck } from '@tabler/icons-react';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { BodyRow } from '../../components/list-table/body-row.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ColumnHead } from '../../components/list-table/column-head.tsx';
import type { Overview, WatchedDevice } from '../../contract/overview.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './fleet.module.css';

/** The devices that need attention; a single line when there is none. */
export function WatchCard({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview');
  const { watch, now } = overview;
  if (watch.length === 0) {
    return (
      <Card title={t('watch')}>
        <p className={styles['calm']}>
          <IconCircleCheck size={17} aria-hidden="true" />
          {t('nothingToWatch')}
        </p>
      </Card>
    );
  }
  return (
    <Card title={t('watch')}>
      <WatchTable watch={watch} now={now} />
    </Card>
  );
}

/** Within a card: no box of its own, and nobody sorts what stands there by urgency. */
function WatchTable({ watch, now }: Pick<Overview, 'watch' | 'now'>) {
  const columns = useColumns(now);
  return (
    <table className={styles['watch']}>
      <thead>
        <tr>
          {columns.map((column) => (
            <ColumnHead key={column.id} column={column} sort={undefined} />
          ))}
        </tr>
      </thead>
      {watch.map((device, index) => (
        <BodyRow key={device.id} row={device} index={index} columns={columns} />
      ))}
    </table>
  );
}

function useColumns(now: number): Column<WatchedDevice>[] {
  const t = useTranslations('overview');
  const { ago } = useDuration();
  const reasons = useReasons();
  return [
    {
      id: 'person',
      title: t('person'),
      cell: ({ person }) => (
        <PortalLink href={`/people/${person.id}`} prefetch={false}>
          {person.name}
        </PortalLink>
      ),
    },
    { id: 'computer', title: t('computer'), cell: ({ hostname }) => hostname },
    {
      id: 'state',
      title: t('state'),
      cell: ({ health }) => <StateBadge state={STATES.device[health]} />,
    },
    { id: 'why', title: t('why'), cell: (device) => reasons(device).join(' · ') },
    { id: 'todo', title: t('todo'), cell: (device) => <ToDo device={device} /> },
    {
      id: 'verified',
      title: t('verified'),
      align: 'end',
      cell: ({ verifiedAt }) => (verifiedAt === null ? t('noFrame') : ago(now - verifiedAt)),
    },
  ];
}

/** What helps, of the first of its faults. */
function ToDo({ device: { id, parked, hasHoles, health } }: { readonly device: WatchedDevice }) {
  const t = useTranslations('overview.todos');
  const what =
    parked > 0 ? 'parked' : hasHoles ? 'holes' : health === 'behind' ? 'backlog' : 'capture';
  return (
    <>
      {t(what)}{' '}
      <PortalLink href={`/devices?device=${id}`} prefetch={false}>
        {t('open')}
      </PortalLink>
    </>
  );
}

/** Why a device is in the list, in words. */
function useReasons(): (device: WatchedDevice) => readonly string[] {
  const t = useTranslations('overview.reasons');
  const locale = useLocale();
  return ({ parked, hasHoles, backlogSegments, backlogBytes, health }) => {
    const known = [
      ...(parked > 0 ? [t('parked', { count: parked })] : []),
      ...(hasHoles ? [t('holes')] : []),
      ...(backlogSegments > 0
        ? [t('backlog', { count: backlogSegments, bytes: formatBytes(backlogBytes, locale) })]
        : []),
    ];
    return known.length === 0 && health === 'attention' ? [t('capture')] : known;
  };
}
