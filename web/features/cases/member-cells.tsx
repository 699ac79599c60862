import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { CASE_ROUTES, type CaseDetails, type CaseMember } from '../../contract/cases.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';
import { useTakeOut } from './use-take-out.ts';

interface MemberCellsProps {
  readonly opened: CaseDetails;
  readonly member: CaseMember;
  readonly isSelf: boolean;
  readonly mayRemove: boolean;
}

export function MemberCells({ opened, member, isSelf, mayRemove }: MemberCellsProps) {
  const t = useTranslations('cases');
  const dates = useDates();
  const { user, addedAt, addedBy } = member;
  return (
    <>
      <td>
        <div className={styles['who']}>
          <InitialsAvatar name={user.name} />
          <span className={styles['strong']}>
            {isSelf ? t('you', { name: user.name }) : user.name}
          </span>
        </div>
      </td>
      <td className={styles['quiet']}>
        {user.id === opened.createdBy.id
          ? t('maker')
          : t('addedBy', { name: addedBy, date: dates.moment(addedAt) })}
      </td>
      <td data-align="end">
        {mayRemove && isSelf ? <Leave {...{ opened, member }} /> : null}
        {mayRemove && !isSelf ? <RemoveMember {...{ opened, member }} /> : null}
      </td>
    </>
  );
}

function Leave({ opened, member: { user } }: Pick<MemberCellsProps, 'opened' | 'member'>) {
  const t = useTranslations();
  const router = useRouter();
  const confirm = useConfirm();
  const leave = useCaseAction(CASE_ROUTES.removeMember, t('cases.did.leave'));
  const ask = (): void =>
    confirm({
      title: t('cases.leaveTitle'),
      text: t('cases.leaveText'),
      confirm: t('cases.leave'),
      cancel: t('common.cancel'),
      onConfirm: () =>
        leave.mutate(
          { case: opened.id, user: user.id },
          // There is no such case for them any more.
          { onSuccess: () => router.push('/cases') },
        ),
    });
  return (
    <Button variant="subtle" color="red" size="compact-sm" loading={leave.isPending} onClick={ask}>
      {t('cases.leave')}
    </Button>
  );
}

/** Of somebody else: whoever removes them can take it back, so nothing is asked before. */
function RemoveMember({ opened, member: { user } }: Pick<MemberCellsProps, 'opened' | 'member'>) {
  const t = useTranslations('cases');
  const add = useCaseAction(CASE_ROUTES.addMember, t('did.addMember', { name: user.name }));
  const named = { case: opened.id, user: user.id };
  const remove = useTakeOut({
    route: CASE_ROUTES.removeMember,
    done: t('did.removeMember', { name: user.name }),
    onUndo: () => add.mutate(named),
  });
  return (
    <Button variant="subtle" color="red" size="compact-sm" onClick={() => remove.mutate(named)}>
      {t('removeMember')}
    </Button>
  );
}
