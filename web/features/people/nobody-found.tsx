import { Button } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MessageState } from '../../components/message-state.tsx';

interface NobodyFoundProps {
  readonly query: string;
  readonly onClear: () => void;
}

export function NobodyFound({ query, onClear }: NobodyFoundProps) {
  const t = useTranslations('people');
  return (
    <MessageState
      role="status"
      icon={<IconUserSearch size={22} />}
      title={t('nobodyTitle', { query })}
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
