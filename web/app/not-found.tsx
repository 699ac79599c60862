import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { MessageState } from '../components/message-state.tsx';

export default function NotFound() {
  const t = useTranslations('errors');
  return (
    <MessageState
      icon={<IconCompass size={22} />}
      title={t('notFoundTitle')}
      actions={
        <Button component={Link} href="/people" variant="default">
          {t('toPeople')}
        </Button>
      }
    >
      <p>{t('notFoundText')}</p>
    </MessageState>
  );
}
