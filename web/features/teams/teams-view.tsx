'use client';

import { Button, Modal, TextInput, UnstyledButton } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import type { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import type { Column } from '../../components/list-table/column.ts';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { ControlKind } from '../../contract/control.ts';
import { TEAM_ROUTES, type TeamSummary } from '../../contract/teams.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { ControlNote } from '../control/control-note.tsx';
import { WaitingMark } from '../control/waiting-mark.tsx';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useList } from '../format/use-list.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { ListTools } from '../lists/list-tools.tsx';
import { SortedTable } from '../lists/sorted-table.tsx';
import { TeamDrawer } from './team-drawer.tsx';
import styles from './teams-view.module.css';
import { useTeams } from './use-teams.ts';

const KINDS = ['team-managers', 'team-members'] as const satisfies readonly ControlKind[];

/** Who is in which team, and who manages it. */
export function TeamsView() {
  const t = useTranslations();
  const teams = useTeams();
  const [openId, setOpenId] = useQueryParam('team');
  const [isNew, setNew] = useQueryParam('new');
  const all = teams.data?.items ?? [];
  const create = (
    <Button onClick={() => setNew('1')} leftSection={<IconPlus size={15} aria-hidden="true" />}>
      {t('teams.create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('teams.title')} aside={t('teams.lead')}>
        <ListTools list="teams" request={undefined} />
        {all.length === 0 ? null : create}
      </PageHeader>
      <ControlNote kinds={KINDS} className={styles['hint']} />
      {teams.data === undefined ? (
        <QueryFallback
          query={teams}
          skeleton={<TableSkeleton columns={3} label={t('common.loading')} />}
        />
      ) : null}
      {teams.isSuccess && all.length === 0 ? (
        <MessageState
          icon={<IconUsersGroup size={22} />}
          title={t('teams.emptyTitle')}
          actions={create}
        >
          <p>{t('teams.emptyText')}</p>
        </MessageState>
      ) : null}
      {all.length > 0 ? <TeamsTable teams={all} openId={openId} onOpen={setOpenId} /> : null}
      <TeamDrawer
        team={all.find(({ id }) => id === openId) ?? null}
        onClose={() => setOpenId('')}
      />
      <NewTeamModal
        isOpen={isNew === '1'}
        onClose={() => setNew('')}
        onCreated={(id) => {
          setNew('');
          setOpenId(id);
        }}
      />
    </>
  );
}

interface NewTeamModalProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: TeamId) => void;
}

function NewTeamModal({ isOpen, onClose, onCreated }: NewTeamModalProps) {
  const t = useTranslations();
  const create = useRouteMutation(TEAM_ROUTES.createTeam, { refreshes: [TEAM_ROUTES.listTeams] });
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => (value.trim() === '' ? t('teams.nameRequired') : null) },
  });
  const close = (): void => {
    onClose();
    create.reset();
    form.reset();
  };
  const submit = form.onSubmit(({ name }) =>
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: ({ id }) => {
          form.reset();
          onCreated(id);
        },
      },
    ),
  );
  return (
    <Modal opened={isOpen} onClose={close} title={t('teams.createTitle')}>
      <DialogForm
        error={create.error}
        confirm={t('teams.createConfirm')}
        isPending={create.isPending}
        onSubmit={submit}
        onCancel={close}
      >
        <TextInput
          label={t('teams.name')}
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
      </DialogForm>
    </Modal>
  );
}

interface TeamsTableProps {
  readonly teams: readonly TeamSummary[];
  readonly openId: string;
  readonly onOpen: (id: string) => void;
}

function TeamsTable({ teams, openId, onOpen }: TeamsTableProps) {
  const t = useTranslations('teams');
  return (
    <SortedTable
      label={t('title')}
      columns={useColumns(onOpen)}
      rows={teams}
      keyOf={({ id }) => id}
      isSelected={({ id }) => id === openId}
    />
  );
}

function useColumns(onOpen: TeamsTableProps['onOpen']): Column<TeamSummary>[] {
  const t = useTranslations('teams');
  const list = useList();
  return [
    {
      id: 'team',
      title: t('team'),
      sorts: 'ascending',
      value: ({ name }) => name,
      cell: ({ id, name }) => (
        <>
          <UnstyledButton
            className={styles['open']}
            aria-haspopup="dialog"
            title={t('openDetails', { name })}
            onClick={() => onOpen(id)}
          >
            {name}
          </UnstyledButton>{' '}
          <WaitingMark subject={`team:${id}`} />
        </>
      ),
    },
    {
      id: 'members',
      title: t('members'),
      sorts: 'descending',
      className: styles['quiet'],
      value: ({ members }) => members,
      cell: ({ members }) => t('memberCount', { count: members }),
    },
    {
      id: 'managers',
      title: t('managers'),
      className: styles['quiet'],
      cell: ({ managers }) =>
        managers.length === 0 ? t('noManagers') : list(managers.map(({ name }) => name)),
    },
  ];
}
