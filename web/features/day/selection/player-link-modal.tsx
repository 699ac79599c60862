'use client';

import { Button, Group, Select, Stack } from '@mantine/core';
import type { Interval } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyField } from '../../../components/copy-field.tsx';
import { OpenDialog } from '../../../components/open-dialog.tsx';
import {
  PLAYER_LINK_ROUTES,
  type PlayerLink,
  type PlayerLinkMade,
} from '../../../contract/player-links.ts';
import { useRoute } from '../../api/use-route.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDates } from '../../format/use-dates.ts';
import { DialogForm } from '../../forms/dialog-form.tsx';
import { FormAlert } from '../../forms/form-alert.tsx';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './selection.module.css';

interface PlayerLinkModalProps {
  readonly stretch: Interval;
  readonly onClose: () => void;
}

/** First of which display; then, this once, the address. Below, what works already. */
export function PlayerLinkModal({ stretch, onClose }: PlayerLinkModalProps) {
  const t = useTranslations('day.playerLink');
  const { day, focus } = useDayScope();
  const names = useLaneNames(day.lanes);
  const [chosen, choose] = useState(focus ?? day.lanes.map(laneKey)[0] ?? null);
  // The answer holds the address, this once: it is kept in no cache.
  const make = useRouteMutation(PLAYER_LINK_ROUTES.makePlayerLink, {
    gcTime: 0,
    refreshes: [PLAYER_LINK_ROUTES.listPlayerLinks],
  });
  const lane = day.lanes.find((each) => laneKey(each) === chosen);
  const submit = (): void => {
    if (lane !== undefined) make.mutate({ device: lane.device, display: lane.display, ...stretch });
  };
  return (
    <OpenDialog onClose={onClose} size={480} title={t('title')} closeOnClickOutside={false}>
      <Stack gap={18}>
        {make.data === undefined ? (
          <DialogForm
            error={make.error}
            confirm={t('make')}
            isReady={lane !== undefined}
            isPending={make.isPending}
            onSubmit={submit}
            onCancel={onClose}
          >
            <p className={styles['lead']}>{t('lead')}</p>
            <Select
              label={t('display')}
              data={day.lanes.map((each) => ({
                value: laneKey(each),
                label: names.get(laneKey(each)) ?? each.display,
              }))}
              value={chosen}
              onChange={choose}
              allowDeselect={false}
            />
          </DialogForm>
        ) : (
          <AddressOnce made={make.data} onDone={onClose} />
        )}
        <LinksInForce />
      </Stack>
    </OpenDialog>
  );
}

interface AddressOnceProps {
  readonly made: PlayerLinkMade;
  readonly onDone: () => void;
}

function AddressOnce({ made, onDone }: AddressOnceProps) {
  const t = useTranslations();
  const dates = useDates();
  return (
    <Stack gap={14} data-testid="player-link">
      <p className={styles['lead']}>
        {t('day.playerLink.once', { date: dates.moment(made.expiresAt) })}
      </p>
      <CopyField
        value={made.url}
        label={t('day.playerLink.address')}
        copyText={t('common.copy')}
        copiedText={t('common.copied')}
      />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('day.playerLink.done')}</Button>
      </Group>
    </Stack>
  );
}

/** What this sign-in has made and not ended. */
function LinksInForce() {
  const t = useTranslations('day.playerLink');
  const { data } = useRoute(PLAYER_LINK_ROUTES.listPlayerLinks, undefined);
  const words = useErrorWords();
  const end = useRouteMutation(PLAYER_LINK_ROUTES.endPlayerLink, {
    refreshesAnyway: [PLAYER_LINK_ROUTES.listPlayerLinks],
  });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label={t('inForce')}>
      <h3 className={styles['sub']}>{t('inForce')}</h3>
      {end.error === null ? null : <FormAlert tone="bad">{words(end.error)}</FormAlert>}
      <ul className={styles['links']}>
        {items.map((link) => (
          <LinkInForce
            key={link.id}
            link={link}
            isEnding={end.isPending}
            onEnd={() => end.mutate({ link: link.id })}
          />
        ))}
      </ul>
    </section>
  );
}

interface LinkInForceProps {
  readonly link: PlayerLink;
  readonly isEnding: boolean;
  readonly onEnd: () => void;
}

function LinkInForce({ link, isEnding, onEnd }: LinkInForceProps) {
  const t = useTranslations('day.playerLink');
  const dates = useDates();
  const { zone } = useDayScope();
  return (
    <li>
      <span>
        {`${dates.moment(link.from)} – ${formatClock(zone, link.to, 'second')}`}
        <small>
          {t('until', { date: dates.moment(link.expiresAt) })}
          {' · '}
          {t(link.openedAt === null ? 'unused' : 'used')}
        </small>
      </span>
      <Button variant="subtle" color="red" size="compact-sm" disabled={isEnding} onClick={onEnd}>
        {t('end')}
      </Button>
    </li>
  );
}
