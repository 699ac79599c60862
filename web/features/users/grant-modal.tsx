'use client';

import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { TeamId, type UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { GrantedRight } from '../../contract/users.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { PersonSelect } from '../people/person-select.tsx';
import { useTeams } from '../teams/use-teams.ts';
import { EMPTY_GRANT, grantOf } from './grant-values.ts';
import { useGiveGrant } from './use-give-grant.ts';

interface GrantModalProps {
  readonly user: UserId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function GrantModal({ user, isOpen, onClose }: GrantModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const give = useGiveGrant();
  const teams = useTeams().data?.items ?? [];
  const [values, setValues] = useState(EMPTY_GRANT);
  const set = (part: Partial<typeof values>): void => setValues({ ...values, ...part });
  const wish = grantOf(user, values);
  const close = (): void => {
    onClose();
    give.reset();
    setValues(EMPTY_GRANT);
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('grants.giveTitle')}
      styles={{ title: { fontWeight: 600, fontSize: 15 } }}
    >
      <Stack gap={14}>
        {give.error === null ? null : <FormAlert tone="bad">{words(give.error)}</FormAlert>}
        <Select
          label={t('grants.right')}
          data={GrantedRight.options.map((right) => ({
            value: right,
            label: t(`grants.rights.${right}`),
          }))}
          value={values.right}
          onChange={(right) => set({ right: GrantedRight.parse(right) })}
          allowDeselect={false}
        />
        <Select
          label={t('grants.over')}
          data={(['person', 'team', 'all'] as const).map((over) => ({
            value: over,
            label: t(`grants.overs.${over}`),
          }))}
          value={values.over}
          onChange={(over) => set({ over: over === 'team' || over === 'all' ? over : 'person' })}
          allowDeselect={false}
        />
        {values.over === 'person' ? (
          <PersonSelect
            label={t('grants.overs.person')}
            value={values.person}
            onChange={(person) => set({ person })}
          />
        ) : null}
        {values.over === 'team' ? (
          <Select
            label={t('grants.overs.team')}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.team}
            onChange={(id) => set({ team: id === null ? null : TeamId.parse(id) })}
            searchable
          />
        ) : null}
        <Group grow align="flex-start">
          <DateTimePicker
            size="sm"
            label={t('grants.footageFrom')}
            placeholder={t('grants.begin')}
            value={values.from}
            onChange={(from) => set({ from })}
            clearable
          />
          <DateTimePicker
            size="sm"
            label={t('grants.footageTo')}
            placeholder={t('grants.end')}
            value={values.to}
            onChange={(to) => set({ to })}
            clearable
          />
        </Group>
        <DateTimePicker
          size="sm"
          label={t('grants.expires')}
          description={t('grants.expiresHint')}
          value={values.expires}
          onChange={(expires) => set({ expires })}
        />
        <Textarea
          size="sm"
          label={t('grants.reason')}
          description={t('grants.reasonHint')}
          maxLength={500}
          autosize
          minRows={2}
          value={values.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={wish === null}
            loading={give.isPending}
            onClick={() => wish && give.mutate(wish, { onSuccess: close })}
          >
            {t('grants.give')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
