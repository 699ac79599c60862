import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import type { TableSort } from '../../components/list-table/table-sort.ts';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { HOLD_ROUTES, type HoldSummary } from '../../contract/holds.ts';
import { Reason } from '../../contract/reason.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { SHOWN_OF_CASES } from '../cases/shown-of-cases.ts';
import { useDates } from '../format/use-dates.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ReasonField } from '../forms/reason-field.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

interface HoldsTableProps {
  readonly holds: readonly HoldSummary[];
  readonly mayHold: boolean;
  readonly sort?: TableSort;
  readonly hasMore: boolean;
}

export function HoldsTable({ holds, mayHold, hasMore, ...order }: HoldsTableProps) {
  const t = useTranslations('retention');
  const [chosen, setChosen] = useState<HoldSummary | null>(null);
  return (
    <>
      <ListTable
        label={t('holds')}
        columns={useColumns(mayHold ? setChosen : null)}
        rows={holds}
        keyOf={({ id }) => id}
        hasMore={hasMore}
        {...order}
      />
      {chosen === null ? null : <ReleaseModal hold={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function useColumns(onRelease: ((hold: HoldSummary) => void) | null): Column<HoldSummary>[] {
  const t = useTranslations('retention');
  const dates = useDates();
  return [
    {
      id: 'person',
      title: t('person'),
      sorts: 'ascending',
      className: styles['strong'],
      cell: ({ person, device }) => (
        <>
          {person.name}
          <span className={styles['under']}>{device?.hostname ?? t('allDevices')}</span>
        </>
      ),
    },
    {
      id: 'stretch',
      title: t('stretch'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ from, to }) =>
        to === null ? t('fromOn', { from: dates.day(from) }) : dates.days(from, to),
    },
    {
      id: 'reason',
      title: t('reason'),
      className: styles['reason'],
      cell: ({ reason }) => reason,
    },
    {
      id: 'placed',
      title: t('placed'),
      sorts: 'descending',
      className: styles['quiet'],
      cell: ({ placedAt, placedBy }) => (
        <>
          {dates.moment(placedAt)}
          <span className={styles['under']}>{placedBy}</span>
        </>
      ),
    },
    {
      id: 'ends',
      title: t('ends'),
      sorts: 'ascending',
      className: styles['quiet'],
      cell: ({ expiresAt }) => (expiresAt === null ? t('noExpiry') : dates.day(expiresAt)),
    },
    {
      id: 'status',
      title: t('status'),
      cell: ({ status, released }) => (
        <>
          <StateBadge state={STATES.hold[status]} />
          {released === null ? null : (
            <span className={styles['under']}>
              {t('releasedBy', { by: released.by, reason: released.reason })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (hold) =>
        onRelease !== null && hold.status === 'in-force' ? (
          <Button variant="subtle" color="red" size="compact-sm" onClick={() => onRelease(hold)}>
            {t('release')}
          </Button>
        ) : null,
    },
  ];
}

interface ReleaseModalProps {
  readonly hold: HoldSummary;
  readonly onClose: () => void;
}

/** Ends a hold, with a reason that stays in the audit log. */
function ReleaseModal({ hold, onClose }: ReleaseModalProps) {
  const t = useTranslations();
  const release = useRouteMutation(HOLD_ROUTES.releaseHold, {
    refreshes: [...SHOWN_OF_RETENTION, ...SHOWN_OF_CASES],
  });
  const [reason, setReason] = useState('');
  const save = (): void =>
    release.mutate(
      { hold: hold.id, reason },
      {
        onSuccess: () => {
          notifications.show({ message: t('retention.releaseDone') });
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} title={t('retention.releaseTitle', { name: hold.person.name })}>
      <DialogForm
        error={release.error}
        confirm={t('retention.release')}
        isGrave
        isReady={Reason.safeParse(reason).success}
        isPending={release.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <p className={styles['text']}>{t('retention.releaseText')}</p>
        <ReasonField
          label={t('retention.releaseReason')}
          isFirst
          value={reason}
          onChange={setReason}
        />
      </DialogForm>
    </OpenDialog>
  );
}
