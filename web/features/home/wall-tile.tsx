import { IconEyeOff, IconPhotoOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { PersonNow } from '../../contract/home.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { stretchHref } from '../cases/stretch-href.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { knownCause } from '../day/words/gap-tone.ts';
import { useDuration } from '../format/use-duration.ts';
import { DayStrip } from '../people/day-strip.tsx';
import { useWallPicture, type WallPicture } from './use-wall-picture.ts';
import styles from './wall.module.css';

interface WallTileProps {
  readonly person: PersonNow;
  readonly now: number;
  /** Null: not shown, or there is none. */
  readonly picture: WallPicture | null;
}

/** One person of the wall: the screen or why there is none, the name, and the day so far. */
export function WallTile({ person, now, picture }: WallTileProps) {
  const { id, name, presence, today } = person;
  const shown = picture ?? person.picture;
  const href =
    shown === null
      ? `/people/${id}/${today.date}`
      : stretchHref({ person, from: shown.from, to: shown.from });
  return (
    <li className={styles['tile']} data-presence={presence}>
      <div className={styles['screen']}>
        {presence !== 'recording' ? (
          <Why person={person} now={now} />
        ) : picture === null ? (
          <NoPicture isThere={person.picture !== null} />
        ) : (
          <Picture person={person} picture={picture} />
        )}
      </div>
      <div className={styles['who']}>
        <InitialsAvatar name={name} size={24} />
        <PortalLink href={href} prefetch="pointed" className={styles['name']}>
          {name}
        </PortalLink>
        <StateBadge state={STATES.presence[presence]} />
      </div>
      <DayStrip name={name} today={today} now={now} />
    </li>
  );
}

function Why({ person, now }: Pick<WallTileProps, 'person' | 'now'>) {
  return <p>{usePresenceWords(person, now)}</p>;
}

/** µs: within these hours a time of the clock says more than an age. */
const SAME_DAY = 14 * 3_600_000_000;

/** Why a person is not recorded and since when. */
function usePresenceWords(person: PersonNow, now: number): string {
  const { presence, cause, note, since, timeZone } = person;
  const t = useTranslations('home.team');
  const gaps = useTranslations('gaps');
  const { clock } = useStretchWords();
  const { ago } = useDuration();
  const isOffline = presence === 'offline';
  if (since === null) return isOffline ? t('neverText') : whyOf();
  if (now - since > SAME_DAY) {
    const words = ago(now - since);
    return isOffline ? t('heardAgo', { ago: words }) : t('sinceAgo', { why: whyOf(), ago: words });
  }
  const time = clock(since, timeZone).slice(0, 'hh:mm'.length);
  return isOffline ? t('heardAt', { time }) : t('since', { why: whyOf(), time });

  function whyOf(): string {
    if (presence === 'help') return t('helpText');
    const words = cause === null ? t('absentText') : gaps(knownCause(cause));
    return note === null || note === '' ? words : `${words}: ${note}`;
  }
}

function NoPicture({ isThere }: { readonly isThere: boolean }) {
  const t = useTranslations('home.team');
  const Icon = isThere ? IconEyeOff : IconPhotoOff;
  return (
    <p>
      <Icon size={18} aria-hidden="true" />
      {t(isThere ? 'hidden' : 'noPicture')}
    </p>
  );
}

interface PictureProps {
  readonly person: PersonNow;
  readonly picture: WallPicture;
}

function Picture({ person: { name, timeZone }, picture }: PictureProps) {
  const t = useTranslations('home.team');
  const { url, isMissing } = useWallPicture(picture);
  const time = useStretchWords().clock(picture.from, timeZone).slice(0, 'hh:mm'.length);
  if (isMissing) return <p>{t('failed')}</p>;
  if (url === null) return null;
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: its bytes are here already */}
      <img src={url} alt={t('pictureOf', { name, time })} />
      <time>{time}</time>
    </>
  );
}
