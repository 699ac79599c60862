import { IconLock } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';

export function ForbiddenState() {
  const t = useTranslations('errors');
  return (
    <MessageState
      icon={<IconLock size={22} />}
      title={t('forbiddenTitle')}
      actions={
        <LinkButton href="/" variant="default">
          {t('toStart')}
        </LinkButton>
      }
    >
      <p>{t('forbiddenText')}</p>
    </MessageState>
  );
}
