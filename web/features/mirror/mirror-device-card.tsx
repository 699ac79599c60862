import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import type { MirrorDevice } from '../../contract/mirror.ts';
import { useDuration } from '../format/use-duration.ts';
import { PolicyWords } from '../policies/policy-words.tsx';
import styles from './mirror.module.css';

interface MirrorDeviceCardProps {
  readonly device: MirrorDevice;
  readonly now: number;
}

/** How one computer is recorded: the rules in plain words, and the notice as it was shown. */
export function MirrorDeviceCard({ device, now }: MirrorDeviceCardProps) {
  const t = useTranslations('mirror');
  const locale = useLocale();
  const format = useFormatter();
  const { ago } = useDuration();
  const { policy, acknowledged, lastFrameAt } = device;
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
      <PolicyWords policy={policy} />
      <details className={styles['notice']}>
        <summary>
          {acknowledged === null
            ? t('notAcknowledged')
            : t('acknowledged', {
                version: acknowledged.version,
                date: format.dateTime(new Date(acknowledged.at / 1000), {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                }),
              })}
        </summary>
        <p>{text}</p>
      </details>
    </Card>
  );
}
