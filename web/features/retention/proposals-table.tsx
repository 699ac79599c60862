import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { RETENTION_ROUTES, type RetentionRule } from '../../contract/retention.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { EndRuleButton } from './end-rule-button.tsx';
import { RehearsalPreview } from './rehearsal.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';
import { useRuleWords } from './use-rule-words.ts';

interface ProposalsTableProps {
  readonly rules: readonly RetentionRule[];
  readonly mayPropose: boolean;
  readonly mayApprove: boolean;
}

interface ApproveModalProps {
  readonly rule: RetentionRule;
  readonly onClose: () => void;
}

/** Rules that somebody must still put in force. */
export function ProposalsTable({ rules, mayPropose, mayApprove }: ProposalsTableProps) {
  const t = useTranslations('retention');
  const dates = useDates();
  const { whom, kept } = useRuleWords();
  const [chosen, setChosen] = useState<RetentionRule | null>(null);
  const columns: Column<RetentionRule>[] = [
    { id: 'appliesTo', title: t('appliesTo'), className: styles['strong'], cell: whom },
    { id: 'keptFor', title: t('keptFor'), cell: ({ days }) => kept(days) },
    {
      id: 'proposed',
      title: t('proposed'),
      className: styles['quiet'],
      cell: ({ proposed }) => dates.moment(proposed.at),
    },
    {
      id: 'proposedBy',
      title: t('proposedBy'),
      className: styles['quiet'],
      cell: ({ proposed }) => proposed.by,
    },
    { id: 'note', title: t('note'), className: styles['reason'], cell: ({ note }) => note || '–' },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (rule) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {mayApprove ? (
            <Button size="compact-sm" onClick={() => setChosen(rule)}>
              {t('review')}
            </Button>
          ) : null}
          {mayPropose ? <EndRuleButton rule={rule} /> : null}
        </Group>
      ),
    },
  ];
  return (
    <>
      <ListTable label={t('proposals')} columns={columns} rows={rules} keyOf={({ id }) => id} />
      {chosen === null ? null : <ApproveModal rule={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

/** Puts a proposed rule in force, after what it takes was shown. */
function ApproveModal({ rule, onClose }: ApproveModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const { whom, kept } = useRuleWords();
  const approve = useRouteMutation(RETENTION_ROUTES.approveRule, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
  const save = (): void =>
    approve.mutate(
      { rule: rule.id },
      {
        onSuccess: () => {
          notifications.show({ message: t('retention.approved') });
          onClose();
        },
      },
    );
  return (
    <OpenDialog
      onClose={onClose}
      size="lg"
      title={t('retention.approveTitle', { whom: whom(rule), kept: kept(rule.days) })}
    >
      <Stack gap={14}>
        {approve.error === null ? null : <FormAlert tone="bad">{words(approve.error)}</FormAlert>}
        <RehearsalPreview days={rule.days} team={rule.team?.id ?? null} />
        <p className={styles['text']}>{t('retention.approveText')}</p>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" onClick={save} loading={approve.isPending}>
            {t('retention.approve')}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
