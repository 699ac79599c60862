import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { type ConfiguredSetting, SettingGroup } from '../../contract/settings.ts';
import styles from './environment-card.module.css';
import { isFound } from './sections.ts';

interface EnvironmentCardProps {
  readonly settings: readonly ConfiguredSetting[];
  /** Empty: all of them. */
  readonly query: string;
}

/** The environment as it was read, by what it is about. Secrets show only whether they are set. */
export function EnvironmentCard({ settings, query }: EnvironmentCardProps) {
  const t = useTranslations('settings');
  const found = settings.filter(({ name }) => isFound(query, [name]));
  // The section may have been found by its own name.
  const shown = found.length > 0 ? found : settings;
  return (
    <Card title={t('environment')}>
      <p className={styles['hint']}>{t('environmentHint')}</p>
      {SettingGroup.options
        .filter((group) => shown.some((one) => one.group === group))
        .map((group) => (
          <section key={group}>
            <h3 className={styles['group']}>{t(`groups.${group}`)}</h3>
            <dl className={styles['list']}>
              {shown
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
