import { NumberInput, Select, Switch, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { RETENTION_ROUTES } from '../../contract/retention.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { useTeams } from '../teams/use-teams.ts';
import { RehearsalPreview } from './rehearsal.tsx';
import { daysOf, teamOf } from './rule-form.ts';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';

const ALL = 'all';
const SETTLE_MS = 400;

/** Asks whom a rule is for and how long it keeps, and shows at once what it would take. */
export function ProposeModal({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const teams = useTeams().data?.items ?? [];
  const propose = useRouteMutation(RETENTION_ROUTES.proposeRule, {
    refreshes: SHOWN_OF_RETENTION,
  });
  const [team, setTeam] = useState(ALL);
  const [days, setDays] = useState<number | string>(90);
  const [isForEver, setForEver] = useState(false);
  const [note, setNote] = useState('');
  const teamId = team === ALL ? null : teamOf(team);
  const wanted = isForEver ? null : daysOf(days);
  const isValid = isForEver || wanted !== null;
  const [settled] = useDebouncedValue(wanted, SETTLE_MS);
  const save = (): void =>
    propose.mutate(
      { teamId, days: wanted, note },
      {
        onSuccess: () => {
          notifications.show({ message: t('retention.proposedDone') });
          onClose();
        },
      },
    );
  return (
    <OpenDialog onClose={onClose} size="lg" title={t('retention.proposeTitle')}>
      <DialogForm
        error={propose.error}
        confirm={t('retention.propose')}
        isReady={isValid}
        isPending={propose.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <Select
          label={t('retention.appliesTo')}
          data={[
            { value: ALL, label: t('retention.everyone') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={team}
          onChange={(value) => setTeam(value ?? ALL)}
          allowDeselect={false}
          searchable
        />
        <NumberInput
          label={t('retention.daysLabel')}
          description={t('retention.daysHint')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={isForEver ? '' : days}
          onChange={setDays}
          disabled={isForEver}
          error={isValid ? null : t('retention.daysInvalid')}
          data-autofocus
        />
        <Switch
          label={t('retention.keepForEver')}
          checked={isForEver}
          onChange={(event) => setForEver(event.currentTarget.checked)}
        />
        <Textarea
          label={t('retention.note')}
          placeholder={t('retention.notePlaceholder')}
          maxLength={500}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {isValid ? <RehearsalPreview days={isForEver ? null : settled} team={teamId} /> : null}
      </DialogForm>
    </OpenDialog>
  );
}
