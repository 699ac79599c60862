'use client';
import { Button } from '@mantine/core';
import { IconPlus, IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { headlessCommand } from '../tokens/tokens-panel.tsx';

const never = (): (() => void) => () => undefined;

interface NobodyProps {
  readonly search: string;
  readonly canEnrol: boolean;
  readonly onClear: () => void;
}

/** What stands in place of a list of people that has none. */
export function Nobody({ search, canEnrol, onClear }: NobodyProps) {
  const t = useTranslations('people');
  if (search === '') return <NobodyYet canEnrol={canEnrol} />;
  return (
    <MessageState
      role="status"
      icon={<IconUserSearch size={22} />}
      title={t('nobodyTitle', { query: search })}
      actions={
        <Button variant="default" onClick={onClear}>
          {t('clearSearch')}
        </Button>
      }
    >
      <p>{t('nobodyText')}</p>
    </MessageState>
  );
}

/** The way in: an enrolment token, then the exact command. */
export function NobodyYet({ canEnrol }: Pick<NobodyProps, 'canEnrol'>) {
  const t = useTranslations();
  const origin = useOrigin();
  if (!canEnrol) {
    return (
      <MessageState icon={<IconUsers size={22} />} title={t('people.emptyTitle')}>
        <p>{t('people.emptyNoRight')}</p>
      </MessageState>
    );
  }
  return (
    <MessageState
      icon={<IconUsers size={22} />}
      title={t('people.emptyTitle')}
      actions={
        <LinkButton
          href="/devices?tab=tokens&new=1"
          leftSection={<IconPlus size={15} aria-hidden="true" />}
        >
          {t('people.createToken')}
        </LinkButton>
      }
    >
      <p>{t('people.emptyText')}</p>
      <CopyField
        value={headlessCommand(origin, 'TOKEN')}
        label={t('tokens.headless')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
      <p>{t('people.emptyAfter')}</p>
    </MessageState>
  );
}

/** This portal's address; a placeholder while the server renders. */
function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://…',
  );
}
