'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { TeamSummary } from '../../contract/teams.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTeamChange } from './use-team-change.ts';

export function TeamName({ team }: { readonly team: TeamSummary }) {
  const t = useTranslations('teams');
  const words = useErrorWords();
  const change = useTeamChange();
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? team.name).trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { change: 'rename', body: { team: team.id, name } },
      { onSuccess: () => notifications.show({ message: t('renamed', { name }) }) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={t('name')}
          maxLength={80}
          value={typed ?? team.name}
          error={change.error === null ? null : words(change.error)}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {name === team.name || name === '' ? null : (
          <Button type="submit" size="sm" loading={change.isPending}>
            {t('rename')}
          </Button>
        )}
      </Group>
    </form>
  );
}
