'use client';

import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useStandAbove } from '../../components/dialogs-above.ts';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { ControlAnswer } from '../../contract/control.ts';
import {
  GRANT_ROUTES,
  type GrantSummary,
  USER_ROUTES,
  type UserSummary,
} from '../../contract/users.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { GrantFields } from './grant-fields.tsx';
import { EMPTY_GRANT, grantOf } from './grant-values.ts';
import styles from './grants-section.module.css';

/** What was lent to the account beside its roles. */
export function GrantsSection({ user }: { readonly user: UserSummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const confirm = useConfirm();
  const grants = useRoute(GRANT_ROUTES.listGrants, { user: user.id });
  const withdraw = useRouteMutation(GRANT_ROUTES.withdrawGrant, {
    refreshes: [GRANT_ROUTES.listGrants, USER_ROUTES.listUsers],
  });
  const [isNew, setNew] = useState(false);
  const isBarred = user.roles.includes('admin') || user.roles.includes('auditor');
  const ask = (grant: GrantSummary): void =>
    confirm({
      title: t('grants.withdrawTitle'),
      text: t('grants.withdrawText'),
      confirm: t('grants.withdraw'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        withdraw.mutate(
          { grant: grant.id },
          { onError: (error) => notifications.show({ color: 'red', message: words(error) }) },
        ),
    });
  return (
    <section className={styles['section']}>
      <div className={styles['heading']}>
        <h3>{t('grants.title')}</h3>
        {isBarred ? null : (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setNew(true)}
          >
            {t('grants.give')}
          </Button>
        )}
      </div>
      <p>{t(isBarred ? 'grants.barred' : 'grants.lead')}</p>
      {grants.isError ? (
        <ErrorState error={grants.error} onRetry={() => void grants.refetch()} />
      ) : null}
      <ul>
        {grants.data?.items.map((grant) => (
          <GrantItem key={grant.id} grant={grant} onWithdraw={() => ask(grant)} />
        ))}
      </ul>
      <GrantModal user={user.id} isOpen={isNew} onClose={() => setNew(false)} />
    </section>
  );
}

interface GrantItemProps {
  readonly grant: GrantSummary;
  readonly onWithdraw: () => void;
}

function GrantItem({ grant, onWithdraw }: GrantItemProps) {
  const t = useTranslations('grants');
  const dates = useDates();
  const { person, team, footageFrom, footageTo, status } = grant;
  const when = (at: number): string => dates.moment(at);
  const over =
    person !== null
      ? person.name
      : team !== null
        ? t('ofTeam', { name: team.name })
        : t('everybody');
  const footage =
    footageFrom === null && footageTo === null
      ? t('footageAll')
      : t('footageBetween', {
          from: footageFrom === null ? t('begin') : when(footageFrom),
          to: footageTo === null ? t('end') : when(footageTo),
        });
  return (
    <li className={styles['grant']} data-counts={status === 'active'}>
      <div>
        <strong>{t('summary', { right: t(`rights.${grant.right}`), over })}</strong>
        <span>{footage}</span>
        <span>
          {status === 'withdrawn'
            ? t('withdrawn')
            : t(status === 'active' ? 'until' : 'ended', { date: when(grant.expiresAt) })}
          {' · '}
          {t('given', { name: grant.givenBy, date: when(grant.givenAt) })}
        </span>
        <span>{grant.reason}</span>
      </div>
      {status === 'active' ? (
        <Button variant="subtle" color="red" size="compact-xs" onClick={onWithdraw}>
          {t('withdraw')}
        </Button>
      ) : null}
    </li>
  );
}

interface GrantModalProps {
  readonly user: UserId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function GrantModal({ user, isOpen, onClose }: GrantModalProps) {
  const t = useTranslations();
  const give = useRouteMutation(GRANT_ROUTES.giveGrant, {
    refreshes: [GRANT_ROUTES.listGrants, USER_ROUTES.listUsers],
  });
  const tellAsked = useTellAsked();
  useStandAbove(isOpen);
  const [values, setValues] = useState(EMPTY_GRANT);
  const set = (part: Partial<typeof values>): void => setValues({ ...values, ...part });
  const wish = grantOf(user, values);
  const close = (): void => {
    onClose();
    give.reset();
    setValues(EMPTY_GRANT);
  };
  const told = (answer: ControlAnswer<unknown>): void => {
    tellAsked(answer);
    close();
  };
  return (
    <Modal opened={isOpen} onClose={close} title={t('grants.giveTitle')}>
      <DialogForm
        error={give.error}
        confirm={t('grants.give')}
        isReady={wish !== null}
        isPending={give.isPending}
        onSubmit={() => wish && give.mutate(wish, { onSuccess: told })}
        onCancel={close}
      >
        <GrantFields values={values} set={set} />
      </DialogForm>
    </Modal>
  );
}
