'use client';

import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import { type FirstStep, HOME_ROUTES } from '../../contract/home.ts';
import { useRoute } from '../api/use-route.ts';
import styles from './first-steps-card.module.css';

const REFRESH_MS = 30_000;

/** Where each is done. */
const HREFS = {
  token: '/devices?tab=tokens&new=1',
  recorder: '/devices',
  team: '/teams?new=1',
  policy: '/policies',
  retention: '/retention',
  'second-administrator': '/users?new=1',
  'second-factor': '/account',
  mail: '/settings#telling',
  // By a command on the server.
  backup: null,
} as const satisfies Record<FirstStep, string | null>;

/** What an administrator does on the first day. Each ticks itself; when all are done, it is gone. */
export function FirstStepsCard() {
  const t = useTranslations('home.firstSteps');
  const [isHidden, setHidden] = useLocalStorage({
    key: 'workcompanion-first-steps-hidden',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const { data } = useRoute(HOME_ROUTES.readFirstSteps, undefined, {
    refetchInterval: REFRESH_MS,
    enabled: !isHidden,
  });
  if (isHidden || data === undefined || data.items.every(({ isDone }) => isDone)) return null;
  const { items } = data;
  const done = items.filter(({ isDone }) => isDone).length;
  return (
    <Card
      title={t('title')}
      aside={
        <span className={styles['aside']}>
          {t('count', { done, all: items.length })}
          <Button variant="subtle" size="compact-sm" onClick={() => setHidden(true)}>
            {t('hide')}
          </Button>
        </span>
      }
    >
      <ol className={styles['steps']}>
        {items.map(({ step, isDone }) => (
          <li key={step} data-done={isDone}>
            {isDone ? (
              <IconCircleCheck size={18} aria-label={t('done')} role="img" />
            ) : (
              <IconCircle size={18} aria-label={t('open')} role="img" />
            )}
            <div>
              <StepTitle step={step} />
              {isDone ? null : <p>{t(`steps.${step}.text`)}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepTitle({ step }: { readonly step: FirstStep }) {
  const t = useTranslations('home.firstSteps.steps');
  const href = HREFS[step];
  const title = t(`${step}.title`);
  return href === null ? <b>{title}</b> : <PortalLink href={href}>{title}</PortalLink>;
}
