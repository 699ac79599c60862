import { IconSearch } from '@tabler/icons-react';
import { useMessages, useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import { Card } from '../../components/card.tsx';
import { MessageState } from '../../components/message-state.tsx';
import {
  type ConfiguredSetting,
  SettingGroup,
  type SettingsInForce,
} from '../../contract/settings.ts';
import { EvidencePackageSettingsCard } from '../evidence-packages/evidence-package-settings-card.tsx';
import { ReleasesLinkCard } from '../releases/releases-link-card.tsx';
import { WatchingCard } from '../watching/watching-card.tsx';
import { WebhooksCard } from '../webhooks/webhooks-card.tsx';
import environmentCardStyles from './environment-card.module.css';
import { MailServerCard } from './mail-server-card.tsx';
import { isFound, SETTING_SECTIONS, type SettingSection } from './sections.ts';
import styles from './settings-view.module.css';
import { SignInCard } from './sign-in-card.tsx';
import { StoresCard } from './stores-card.tsx';
import { VersionsCard } from './versions-card.tsx';
import { WorkersCard } from './workers-card.tsx';

interface SettingsContentProps {
  readonly settings: SettingsInForce;
  /** Empty: all. */
  readonly query: string;
  /** Above all of them. */
  readonly children: ReactNode;
}

/** The sections that have what is searched for, what is set here apart from what the server was told. */
export function SettingsContent({ settings, query, children }: SettingsContentProps) {
  const t = useTranslations('settings.sections');
  const messages = useMessages();
  const cards = cardsOf(settings, query);
  useEffect(goToSection, []);
  const names = settings.settings.map(({ name }) => name);
  const shown = SETTING_SECTIONS.filter(({ id, words }) =>
    isFound(query, [t(id), words(messages), id === 'environment' ? names : []]),
  );
  return (
    <div className={styles['page']}>
      <nav className={styles['nav']} aria-label={t('title')}>
        {[true, false].map((isSetHere) => (
          <SectionLinks
            key={String(isSetHere)}
            title={t(isSetHere ? 'here' : 'server')}
            sections={shown.filter((section) => section.isSetHere === isSetHere)}
          />
        ))}
      </nav>
      <div className={styles['sections']}>
        {children}
        {shown.length === 0 ? (
          <MessageState role="status" icon={<IconSearch size={22} />} title={t('none')}>
            <p>{t('noneText')}</p>
          </MessageState>
        ) : null}
        {shown.map(({ id }) => (
          <section key={id} id={id} className={styles['section']} aria-label={t(id)}>
            {cards[id]}
          </section>
        ))}
      </div>
    </div>
  );
}

const BY_HAND = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * A link to a section is followed before the settings are here, and the cards above it grow when they have
 * fetched what they show: stays there until somebody moves.
 */
function goToSection(): (() => void) | undefined {
  const section = document.getElementById(window.location.hash.slice(1));
  if (section?.parentElement == null) return undefined;
  const moved = new AbortController();
  const growing = new ResizeObserver(() => section.scrollIntoView());
  growing.observe(section.parentElement);
  moved.signal.addEventListener('abort', () => growing.disconnect());
  for (const name of BY_HAND) {
    window.addEventListener(name, () => moved.abort(), { signal: moved.signal });
  }
  return () => moved.abort();
}

function cardsOf(
  { stores, hasMail, ...settings }: SettingsInForce,
  query: string,
): Readonly<Record<SettingSection['id'], ReactNode>> {
  const { workers, now } = settings;
  return {
    watching: (
      <>
        <WatchingCard />
        <EvidencePackageSettingsCard />
      </>
    ),
    'signing-in': <SignInCard />,
    telling: (
      <>
        <MailServerCard hasMail={hasMail} />
        <WebhooksCard />
      </>
    ),
    updates: <ReleasesLinkCard />,
    storage: <StoresCard stores={stores} />,
    parts: (
      <>
        <WorkersCard workers={workers} now={now} />
        <VersionsCard settings={settings} />
      </>
    ),
    environment: <EnvironmentCard settings={settings.settings} query={query} />,
  };
}

interface SectionLinksProps {
  readonly title: string;
  readonly sections: readonly SettingSection[];
}

function SectionLinks({ title, sections }: SectionLinksProps) {
  const t = useTranslations('settings.sections');
  if (sections.length === 0) return null;
  return (
    <div>
      <h2>{title}</h2>
      <ul>
        {sections.map(({ id }) => (
          <li key={id}>
            <a href={`#${id}`}>{t(id)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface EnvironmentCardProps {
  readonly settings: readonly ConfiguredSetting[];
  /** Empty: all of them. */
  readonly query: string;
}

/** The environment as it was read, by what it is about. Secrets show only whether they are set. */
function EnvironmentCard({ settings, query }: EnvironmentCardProps) {
  const t = useTranslations('settings');
  const found = settings.filter(({ name }) => isFound(query, [name]));
  // The section may have been found by its own name.
  const shown = found.length > 0 ? found : settings;
  return (
    <Card title={t('environment')}>
      <p className={environmentCardStyles['hint']}>{t('environmentHint')}</p>
      {SettingGroup.options
        .filter((group) => shown.some((one) => one.group === group))
        .map((group) => (
          <section key={group}>
            <h3 className={environmentCardStyles['group']}>{t(`groups.${group}`)}</h3>
            <dl className={environmentCardStyles['list']}>
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
