'use client';

import { Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type PersonId, TeamId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import type { CreateEnrolmentToken } from '../../contract/enrolment-tokens.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { useTeams } from '../teams/use-teams.ts';

interface NewTokenFormProps {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wish: CreateEnrolmentToken) => void;
  readonly onCancel: () => void;
}

const NO_TEAM = 'no-team';
const MANY_TEAMS = 6;
const EXPIRY_HOURS = [1, 24, 7 * 24, 30 * 24, 90 * 24] as const;

export function NewTokenForm({ isPending, error, onSubmit, onCancel }: NewTokenFormProps) {
  const t = useTranslations();
  // Each device is filed by the login that it reports while nobody is chosen.
  const [personId, setPersonId] = useState<PersonId | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: {
      label: '',
      team: NO_TEAM,
      hours: String(7 * 24),
      maxUses: 1,
      trustedHosts: [] as string[],
    },
    validate: { label: (value) => (value.trim() === '' ? t('tokens.labelRequired') : null) },
  });
  const submit = form.onSubmit(({ label, team, hours, maxUses, trustedHosts }) =>
    onSubmit({
      label: label.trim(),
      personId,
      teamId: team === NO_TEAM ? null : TeamId.parse(team),
      expiresInHours: Number(hours),
      maxUses,
      trustedHosts,
    }),
  );
  const expiry = EXPIRY_HOURS.map((hours) => ({
    value: String(hours),
    label:
      hours < 24
        ? t('tokens.expiryHours', { hours })
        : t('tokens.expiryDays', { days: hours / 24 }),
  }));
  return (
    <DialogForm
      error={error}
      confirm={t('tokens.createConfirm')}
      isPending={isPending}
      onSubmit={submit}
      onCancel={onCancel}
    >
      <TextInput
        label={t('tokens.label')}
        placeholder={t('tokens.labelPlaceholder')}
        maxLength={100}
        data-autofocus
        key={form.key('label')}
        {...form.getInputProps('label')}
      />
      <PersonSelect
        label={t('tokens.person')}
        description={t('tokens.personHint')}
        nobody={t('tokens.byLogin')}
        value={personId}
        onChange={(person) => setPersonId(person?.id ?? null)}
      />
      <TeamSelect key={form.key('team')} {...form.getInputProps('team')} />
      <Group grow align="flex-start">
        <Select
          label={t('tokens.expiry')}
          data={expiry}
          allowDeselect={false}
          key={form.key('hours')}
          {...form.getInputProps('hours')}
        />
        <NumberInput
          label={t('tokens.uses')}
          min={1}
          max={10_000}
          clampBehavior="strict"
          allowDecimal={false}
          key={form.key('maxUses')}
          {...form.getInputProps('maxUses')}
        />
      </Group>
      <TagsInput
        label={t('tokens.trusted')}
        description={t('tokens.trustedHint')}
        placeholder={t('tokens.trustedPlaceholder')}
        splitChars={[',', ' ', ';']}
        maxTags={1_000}
        acceptValueOnBlur
        clearable
        key={form.key('trustedHosts')}
        {...form.getInputProps('trustedHosts')}
      />
    </DialogForm>
  );
}

/** Which team people join whom the token makes known. */
function TeamSelect(field: ComponentProps<typeof Select>) {
  const t = useTranslations('tokens');
  const teams = useTeams().data?.items ?? [];
  return (
    <Select
      label={t('team')}
      description={t('teamHint')}
      data={[
        { value: NO_TEAM, label: t('noTeam') },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      searchable={teams.length > MANY_TEAMS}
      allowDeselect={false}
      {...field}
    />
  );
}
