import { policyWords } from '@workcompanion/core/policy/policy-words';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { FactList } from '../../components/fact-list.tsx';
import type { MirrorDevice } from '../../contract/mirror.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './mirror.module.css';

interface MirrorDeviceCardProps {
  readonly device: MirrorDevice;
  readonly now: number;
}

/** How one computer is recorded: the rules in plain words, and the notice as it was shown. */
export function MirrorDeviceCard({ device, now }: MirrorDeviceCardProps) {
  const t = useTranslations('mirror');
  const locale = useLocale();
  const dates = useDates();
  const { ago } = useDuration();
  const { policy, acknowledged, lastFrameAt } = device;
  const words = policyWords(policy, locale);
  const text = policy.notice.text[locale === 'zh-CN' ? 'zh-CN' : 'en'];
  return (
    <Card
      title={device.hostname}
      aside={
        <span className={styles['quiet']}>
          {device.isRevoked
            ? t('revoked')
            : lastFrameAt === null
              ? t('never')
              : t('lastFrame', { ago: ago(now - lastFrameAt) })}
        </span>
      }
    >
      <FactList facts={words.filter(({ concerns }) => concerns === 'person')} />
      <details className={styles['more']}>
        <summary>{t('technical')}</summary>
        <FactList facts={words.filter(({ concerns }) => concerns !== 'person')} />
      </details>
      <details className={styles['more']}>
        <summary>
          {acknowledged === null
            ? t('notAcknowledged')
            : t('acknowledged', {
                version: acknowledged.version,
                date: dates.moment(acknowledged.at),
              })}
        </summary>
        <p>{text}</p>
      </details>
    </Card>
  );
}
