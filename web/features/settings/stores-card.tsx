'use client';

import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { SETTINGS_ROUTES, type StoreFacts } from '../../contract/settings.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { StoreTestResult } from './store-test-result.tsx';
import styles from './stores-card.module.css';

export function StoresCard({ stores }: { readonly stores: readonly StoreFacts[] }) {
  const t = useTranslations('settings');
  const hasArchive = stores.some(({ store }) => store === 'archive');
  return (
    <Card title={t('stores')}>
      <p className={styles['hint']}>{t('testHint')}</p>
      {stores.map((store) => (
        <StoreRow key={store.store} facts={store} />
      ))}
      {hasArchive ? null : <p className={styles['hint']}>{t('noArchive')}</p>}
    </Card>
  );
}

/** One store, and a test of it with all its steps. */
function StoreRow({ facts }: { readonly facts: StoreFacts }) {
  const t = useTranslations('settings');
  const words = useErrorWords();
  const test = useRouteMutation(SETTINGS_ROUTES.testStore);
  const name = t(`storeNames.${facts.store}`);
  return (
    <div className={styles['store']}>
      <div className={styles['head']}>
        <div className={styles['name']}>
          <strong>{name}</strong>
          <span>{t(`kinds.${facts.kind}`)}</span>
          <code>{facts.place}</code>
        </div>
        <Button
          variant="default"
          size="compact-sm"
          loading={test.isPending}
          onClick={() => test.mutate({ store: facts.store })}
          aria-label={t('testOne', { name })}
          leftSection={<IconStethoscope size={15} aria-hidden="true" />}
        >
          {t('test')}
        </Button>
      </div>
      <div role="status">
        {test.isPending ? <p className={styles['hint']}>{t('testing')}</p> : null}
        {test.isSuccess ? <StoreTestResult steps={test.data.steps} /> : null}
      </div>
      {test.isError ? <FormAlert tone="bad">{words(test.error)}</FormAlert> : null}
    </div>
  );
}
