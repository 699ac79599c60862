import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import type { CaseDetails, CaseMember } from '../../contract/cases.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';

interface MemberRowProps {
  readonly opened: CaseDetails;
  readonly member: CaseMember;
  readonly isSelf: boolean;
  readonly mayRemove: boolean;
}

export function MemberRow({ opened, member, isSelf, mayRemove }: MemberRowProps) {
  const t = useTranslations('cases');
  const dates = useDates();
  const { user, addedAt, addedBy } = member;
  return (
    <tr>
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
        {mayRemove ? <RemoveMember {...{ opened, member, isSelf }} /> : null}
      </td>
    </tr>
  );
}

function RemoveMember({ opened, member: { user }, isSelf }: Omit<MemberRowProps, 'mayRemove'>) {
  const t = useTranslations();
  const router = useRouter();
  const confirm = useConfirm();
  const remove = useCaseAction(
    'removeMember',
    t(isSelf ? 'cases.did.leave' : 'cases.did.removeMember', { name: user.name }),
  );
  const words = t(isSelf ? 'cases.leave' : 'cases.removeMember');
  const ask = (): void =>
    confirm({
      title: isSelf ? t('cases.leaveTitle') : t('cases.removeMemberTitle', { name: user.name }),
      text: t(isSelf ? 'cases.leaveText' : 'cases.removeMemberText'),
      confirm: words,
      cancel: t('common.cancel'),
      onConfirm: () =>
        remove.mutate(
          { case: opened.id, user: user.id },
          // There is no such case for them any more.
          isSelf ? { onSuccess: () => router.push('/cases') } : {},
        ),
    });
  return (
    <Button variant="subtle" color="red" size="compact-sm" loading={remove.isPending} onClick={ask}>
      {words}
    </Button>
  );
}
