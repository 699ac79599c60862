'use client';

import type { DeviceId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { POLICY_ROUTES } from '../../contract/policies.ts';
import { useRoute } from '../api/use-route.ts';
import { ErrorState } from '../errors/error-state.tsx';
import styles from './device-policy-section.module.css';
import { useTargetWords } from './policy-target.ts';
import { PolicyWords } from './policy-words.tsx';

const REFRESH_MS = 5_000;

/** Why a device records as it does: what is assigned to it, which of that counts, and what it says. */
export function DevicePolicySection({ device }: { readonly device: DeviceId }) {
  const t = useTranslations('policies');
  const targetWords = useTargetWords(true);
  const { data, error, refetch } = useRoute(
    POLICY_ROUTES.explainDevicePolicy,
    { device },
    { refetchInterval: REFRESH_MS },
  );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { running, effective, assignments } = data;
  return (
    <section className={styles['section']}>
      <h3>{t('why')}</h3>
      <ul>
        {assignments.map((assignment, index) => (
          <li key={assignment.target.scope} data-counts={index === 0}>
            <span>
              {targetWords(assignment)}:{' '}
              {t('versionName', {
                version: assignment.version,
                name: assignment.policyName || t('unnamed'),
              })}
            </span>
            <small>{t(index === 0 ? 'whyNearest' : 'whyOverruled')}</small>
          </li>
        ))}
      </ul>
      <p>
        {running === effective.version
          ? t('whyRunning', { version: running })
          : t('whyNotYet', { version: effective.version })}
      </p>
      <PolicyWords policy={effective.body} />
    </section>
  );
}
