'use client';
import { Button } from '@mantine/core';
import { IconAlertOctagon, IconCheck, IconStethoscope, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { SETTINGS_ROUTES, type StoreFacts, type StoreTestStep } from '../../contract/settings.ts';
import { UNKNOWN } from '../../contract/told.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
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
  const { store } = facts;
  const name = t(`storeNames.${store}`);
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
          disabled={store === UNKNOWN}
          onClick={() => {
            if (store !== UNKNOWN) test.mutate({ store });
          }}
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

/** Step by step: what passed, what failed, and why. */
function StoreTestResult({ steps }: { readonly steps: readonly StoreTestStep[] }) {
  const t = useTranslations('settings');
  const failed = steps.filter(({ ok }) => !ok).length;
  return (
    <>
      {failed === 0 ? (
        <StatusBadge tone="ok" Icon={IconCheck}>
          {t('allPassed')}
        </StatusBadge>
      ) : (
        <StatusBadge tone="bad" Icon={IconAlertOctagon}>
          {t('someFailed', { count: failed })}
        </StatusBadge>
      )}
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <StepRow key={step.step} step={step} />
        ))}
      </ol>
    </>
  );
}

function StepRow({ step }: { readonly step: StoreTestStep }) {
  const t = useTranslations('settings');
  const cause = useCauseWords('storeTest');
  const { ok, error } = step;
  return (
    <li data-ok={ok}>
      {ok ? (
        <IconCheck size={15} aria-label={t('passed')} />
      ) : (
        <IconX size={15} aria-label={t('failed')} />
      )}
      <span>{t(`steps.${step.step}`)}</span>
      <small>{t('milliseconds', { count: step.milliseconds })}</small>
      {error === null ? null : (
        <p>
          {cause(error.code)}
          <code>{error.message}</code>
        </p>
      )}
    </li>
  );
}
