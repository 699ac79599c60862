'use client';

import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { passkeysWorkHere } from './sign-with-passkey.ts';

interface PasskeyButtonProps {
  /** The name that passkeys here belong to. */
  readonly host: string;
  readonly isPending: boolean;
  readonly onUse: () => void;
  readonly label?: string;
}

/** Nothing where the browser has no passkeys for this address, which the server can't know. */
export function PasskeyButton({ host, isPending, onUse, label }: PasskeyButtonProps) {
  const t = useTranslations('auth');
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(passkeysWorkHere(host)), [host]);
  if (!isShown) return null;
  return (
    <Button
      variant="default"
      size="sm"
      loading={isPending}
      leftSection={<IconKey size={16} aria-hidden="true" />}
      onClick={onUse}
    >
      {label ?? t('usePasskey')}
    </Button>
  );
}
