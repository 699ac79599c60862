import { IconCompass } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';

export function NotFoundState() {
  const t = useTranslations('errors');
  return (
    <MessageState
      icon={<IconCompass size={22} />}
      title={t('notFoundTitle')}
      actions={
        <LinkButton href="/" variant="default">
          {t('toStart')}
        </LinkButton>
      }
    >
      <p>{t('notFoundText')}</p>
    </MessageState>
  );
}
