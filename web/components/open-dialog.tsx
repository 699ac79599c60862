import { Modal, type ModalProps } from '@mantine/core';
import { useStandAbove } from './dialogs-above.ts';
import { useReturnFocus } from './use-return-focus.ts';

/** A dialog that is there only while it is open, so that it begins anew each time. */
export function OpenDialog(props: Omit<ModalProps, 'opened'>) {
  useReturnFocus();
  useStandAbove(true);
  return <Modal opened {...props} />;
}
