import { Modal, UnstyledButton } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../../components/fact-list.tsx';
import { PEOPLE_ROUTES, type PersonDay } from '../../../contract/people.ts';
import type { Purpose } from '../../../contract/watching.ts';
import { routeKey } from '../../api/use-route.ts';
import { useDates } from '../../format/use-dates.ts';
import { PurposeForm } from '../../watching/purpose-form.tsx';
import styles from './purpose-in-force.module.css';

/** µs. What ends later than that is told with its date. */
const DAY = 86_400_000_000;

type Watched = Pick<PersonDay, 'person' | 'purpose' | 'now'>;

/** What the person is watched for at the moment, and where that is changed. */
export function PurposeInForce({ day }: { readonly day: Watched }) {
  const t = useTranslations('watching');
  const [isOpen, setOpen] = useState(false);
  const { person, purpose, now } = day;
  const { current } = purpose;
  const { clock, moment } = useDates(person.timeZone);
  const Icon = isHidden(current, now) ? IconEyeOff : IconEye;
  return (
    <>
      <UnstyledButton
        className={styles['chip'] ?? ''}
        title={current?.note || undefined}
        onClick={() => setOpen(true)}
      >
        <Icon size={15} aria-hidden="true" />
        <span className={styles['words']}>
          {current === null ? t('inForce.none') : t(`reasons.${current.reason}`)}
        </span>
        {current === null ? null : (
          <span className={styles['until']}>
            {t('inForce.until', {
              time: (current.endsAt - now < DAY ? clock : moment)(current.endsAt),
            })}
          </span>
        )}
        <span className={styles['change']}>
          {t(current === null ? 'inForce.say' : 'inForce.change')}
        </span>
      </UnstyledButton>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        size={560}
        title={t('inForce.title', { name: person.name })}
      >
        <PurposeChange day={day} onChanged={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function isHidden(purpose: Purpose | null, now: number): boolean {
  return (purpose?.undisclosedUntil ?? now) > now;
}

interface PurposeChangeProps {
  readonly day: Watched;
  readonly onChanged: () => void;
}

function PurposeChange({ day: { person, purpose, now }, onChanged }: PurposeChangeProps) {
  const t = useTranslations('watching.inForce');
  const queries = useQueryClient();
  const { current, wordsRequired, mayDelay } = purpose;
  return (
    <div className={styles['panel']}>
      {current === null ? null : <CurrentPurpose person={person} purpose={current} now={now} />}
      <section>
        <h3>{t('newTitle')}</h3>
        <p>{t('lead')}</p>
        <PurposeForm
          people={[person]}
          wordsRequired={wordsRequired}
          mayDelay={mayDelay}
          action={t('save')}
          onDeclared={async () => {
            await queries.invalidateQueries({ queryKey: routeKey(PEOPLE_ROUTES.readPersonDay) });
            onChanged();
          }}
        />
      </section>
    </div>
  );
}

interface CurrentPurposeProps {
  readonly person: PersonDay['person'];
  readonly purpose: Purpose;
  readonly now: number;
}

function CurrentPurpose({ person: { name, timeZone }, purpose, now }: CurrentPurposeProps) {
  const t = useTranslations('watching');
  const { day, moment } = useDates(timeZone);
  const { reason, note, declaredAt, endsAt, undisclosedUntil } = purpose;
  const told =
    undisclosedUntil !== null && isHidden(purpose, now)
      ? t('inForce.toldLater', { name, date: day(undisclosedUntil) })
      : t('inForce.toldNow', { name });
  return (
    <section>
      <h3>{t('inForce.current')}</h3>
      <FactList
        facts={[
          { label: t('reason'), value: t(`reasons.${reason}`) },
          ...(note === '' ? [] : [{ label: t('note'), value: note }]),
          { label: t('inForce.said'), value: moment(declaredAt) },
          { label: t('inForce.counts'), value: moment(endsAt) },
          { label: t('inForce.told'), value: told },
        ]}
      />
    </section>
  );
}
