'use client';

import { Button, Modal } from '@mantine/core';
import { IconEye, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HOME_ROUTES, type PersonNow, type TeamNow } from '../../contract/home.ts';
import { routeKey } from '../api/use-route.ts';
import { PurposeForm } from '../watching/purpose-form.tsx';
import type { WallPicture } from './use-wall-picture.ts';
import styles from './wall.module.css';
import { WallTile } from './wall-tile.tsx';

type Pictures = ReadonlyMap<PersonId, WallPicture>;

/**
 * The people with small pictures of their screens, once somebody asks for these: to be given one is to
 * watch, so none is given, and none renewed, by itself.
 */
export function Wall({ team }: { readonly team: TeamNow }) {
  const t = useTranslations('home.team');
  const [pictures, setPictures] = useState<Pictures | null>(null);
  const [isAsked, setAsked] = useState(false);
  const { delayMinutes, wordsRequired, shown, now } = team;
  const viewable = shown.filter(isViewable);
  const unexplained = viewable.filter(({ needsPurpose }) => needsPurpose);
  const show = (): void => setPictures(new Map(viewable.map(({ id, picture }) => [id, picture])));
  return (
    <section aria-label={t('wall')} className={styles['section']}>
      <div className={styles['tools']}>
        <p>{delayMinutes === null ? t('undelayed') : t('delayed', { minutes: delayMinutes })}</p>
        {pictures === null ? null : (
          <Button
            variant="subtle"
            onClick={() => setPictures(null)}
            leftSection={<IconEyeOff size={15} aria-hidden="true" />}
          >
            {t('hide')}
          </Button>
        )}
        <Button
          variant="default"
          disabled={viewable.length === 0}
          onClick={() => (unexplained.length > 0 ? setAsked(true) : show())}
          leftSection={
            pictures === null ? (
              <IconEye size={15} aria-hidden="true" />
            ) : (
              <IconRefresh size={15} aria-hidden="true" />
            )
          }
        >
          {t(pictures === null ? 'show' : 'renew')}
        </Button>
      </div>
      <ul className={styles['wall']}>
        {shown.map((person) => (
          <WallTile
            key={person.id}
            person={person}
            now={now}
            picture={pictures?.get(person.id) ?? null}
          />
        ))}
      </ul>
      <PurposeModal
        people={isAsked ? unexplained : []}
        wordsRequired={wordsRequired}
        onClose={() => setAsked(false)}
        onDeclared={show}
      />
    </section>
  );
}

type Viewable = PersonNow & { readonly picture: WallPicture };

function isViewable(person: PersonNow): person is Viewable {
  return person.presence === 'recording' && person.picture !== null;
}

interface PurposeModalProps {
  /** Nobody: it is closed. */
  readonly people: readonly PersonNow[];
  readonly wordsRequired: boolean;
  readonly onClose: () => void;
  readonly onDeclared: () => void;
}

/** Why somebody looks at the pictures: each of those on them reads it. */
function PurposeModal({ people, wordsRequired, onClose, onDeclared }: PurposeModalProps) {
  const t = useTranslations('home.team');
  const queries = useQueryClient();
  return (
    <Modal
      opened={people.length > 0}
      onClose={onClose}
      title={t('purposeTitle', { count: people.length, names: people[0]?.name ?? '' })}
    >
      <p className={styles['lead']}>{t('purposeLead')}</p>
      <PurposeForm
        people={people}
        wordsRequired={wordsRequired}
        mayDelay={false}
        action={t('purposeSubmit')}
        onDeclared={async () => {
          onDeclared();
          onClose();
          await queries.invalidateQueries({ queryKey: routeKey(HOME_ROUTES.readTeamNow) });
        }}
      />
    </Modal>
  );
}
