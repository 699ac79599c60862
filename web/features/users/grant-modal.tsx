'use client';

import { Modal } from '@mantine/core';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useStandAbove } from '../../components/dialogs-above.ts';
import type { ControlAnswer } from '../../contract/control.ts';
import { GRANT_ROUTES, USER_ROUTES } from '../../contract/users.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { GrantFields } from './grant-fields.tsx';
import { EMPTY_GRANT, grantOf } from './grant-values.ts';

interface GrantModalProps {
  readonly user: UserId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function GrantModal({ user, isOpen, onClose }: GrantModalProps) {
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
