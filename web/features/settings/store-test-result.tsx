import { IconAlertOctagon, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { StoreTestStep } from '../../contract/settings.ts';
import { useCauseWords } from '../causes/use-cause-words.ts';
import styles from './stores-card.module.css';

/** Step by step: what passed, what failed, and why. */
export function StoreTestResult({ steps }: { readonly steps: readonly StoreTestStep[] }) {
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
