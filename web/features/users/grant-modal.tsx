'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import type { UserId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useStandAbove } from '../../components/dialogs-above.ts';
import { FormAlert } from '../auth/form-alert.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { GrantFields } from './grant-fields.tsx';
import { EMPTY_GRANT, grantOf } from './grant-values.ts';
import { useGiveGrant } from './use-give-grant.ts';

interface GrantModalProps {
  readonly user: UserId;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function GrantModal({ user, isOpen, onClose }: GrantModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const give = useGiveGrant();
  useStandAbove(isOpen);
  const [values, setValues] = useState(EMPTY_GRANT);
  const set = (part: Partial<typeof values>): void => setValues({ ...values, ...part });
  const wish = grantOf(user, values);
  const close = (): void => {
    onClose();
    give.reset();
    setValues(EMPTY_GRANT);
  };
  return (
    <Modal opened={isOpen} onClose={close} title={t('grants.giveTitle')}>
      <Stack gap={14}>
        {give.error === null ? null : <FormAlert tone="bad">{words(give.error)}</FormAlert>}
        <GrantFields values={values} set={set} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={wish === null}
            loading={give.isPending}
            onClick={() => wish && give.mutate(wish, { onSuccess: close })}
          >
            {t('grants.give')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
