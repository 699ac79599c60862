import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** Long enough to read it and to reach for the button. */
const SHOWN_MS = 10_000;

interface Undoable {
  readonly message: string;
  readonly onUndo: () => void;
}

/** A toast that says what was done and takes it back: instead of asking before it. */
export function useTellUndo(): (undoable: Undoable) => void {
  const t = useTranslations('common');
  const undo = t('undo');
  return useCallback(
    ({ message, onUndo }: Undoable) => {
      const id = notifications.show({
        autoClose: SHOWN_MS,
        message: (
          <Group justify="space-between" wrap="nowrap" gap={12}>
            <span>{message}</span>
            <Button
              variant="subtle"
              size="compact-sm"
              flex="none"
              onClick={() => {
                notifications.hide(id);
                onUndo();
              }}
            >
              {undo}
            </Button>
          </Group>
        ),
      });
    },
    [undo],
  );
}
