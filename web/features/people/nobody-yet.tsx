'use client';

import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CopyField } from '../../components/copy-field.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { headlessCommand } from '../tokens/enrolment-commands.ts';
import { useOrigin } from '../tokens/use-origin.ts';

/** The way in: an enrolment token, then the exact command. */
export function NobodyYet({ canEnrol }: { readonly canEnrol: boolean }) {
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
