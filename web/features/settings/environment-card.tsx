import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { type ConfiguredSetting, SettingGroup } from '../../contract/settings.ts';
import styles from './environment-card.module.css';

/** The environment as it was read, by what it is about. Secrets show only whether they are set. */
export function EnvironmentCard({ settings }: { readonly settings: readonly ConfiguredSetting[] }) {
  const t = useTranslations('settings');
  return (
    <Card title={t('environment')}>
      <p className={styles['hint']}>{t('environmentHint')}</p>
      {SettingGroup.options.map((group) => (
        <section key={group}>
          <h3 className={styles['group']}>{t(`groups.${group}`)}</h3>
          <dl className={styles['list']}>
            {settings
              .filter((setting) => setting.group === group)
              .map((setting) => (
                <div key={setting.name}>
                  <dt>{setting.name}</dt>
                  <SettingValue setting={setting} />
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Card>
  );
}

function SettingValue({ setting: { value, isSecret } }: { readonly setting: ConfiguredSetting }) {
  const t = useTranslations('settings');
  if (value === null) return <dd data-quiet="true">{t('notSet')}</dd>;
  if (isSecret) return <dd data-quiet="true">{t('secretSet')}</dd>;
  return (
    <dd>
      <code>{value}</code>
    </dd>
  );
}
