import { modals } from '@mantine/modals';
import { useCallback } from 'react';

interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
}

/** Asks before what can't be undone. The harmless answer has the focus. */
export function useConfirm(): (confirmation: Confirmation) => void {
  return useCallback(({ title, text, confirm, cancel, onConfirm }: Confirmation) => {
    modals.openConfirmModal({
      title,
      children: text,
      labels: { confirm, cancel },
      confirmProps: { color: 'red' },
      cancelProps: { 'data-autofocus': true },
      onConfirm,
    });
  }, []);
}
