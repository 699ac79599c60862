'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import type { TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { ControlKind } from '../../contract/control.ts';
import { TEAM_ROUTES } from '../../contract/teams.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { ControlNote } from '../control/control-note.tsx';
import { ErrorState } from '../errors/error-state.tsx';
import { DialogForm } from '../forms/dialog-form.tsx';
import { TeamDrawer } from './team-drawer.tsx';
import { TeamsTable } from './teams-table.tsx';
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
        {all.length === 0 ? null : create}
      </PageHeader>
      <ControlNote kinds={KINDS} className={styles['hint']} />
      {teams.isPending ? <TableSkeleton columns={3} label={t('common.loading')} /> : null}
      {teams.isError && teams.data === undefined ? (
        <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />
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
