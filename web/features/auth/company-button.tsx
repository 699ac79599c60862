'use client';

import { Button, Divider } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { safeNext } from './safe-next.ts';

interface CompanyButtonProps {
  readonly name: string;
  readonly next: string | null;
}

/** Leaves for the company's own sign-in, and comes back to `next`. */
export function CompanyButton({ name, next }: CompanyButtonProps) {
  const t = useTranslations('auth');
  const [isLeaving, setLeaving] = useState(false);
  return (
    <>
      <Divider label={t('or')} />
      <Button
        variant="default"
        size="sm"
        fullWidth
        loading={isLeaving}
        leftSection={<IconBuilding size={16} aria-hidden="true" />}
        onClick={() => {
          setLeaving(true);
          void signIn('company', { callbackUrl: safeNext(next) });
        }}
      >
        {t('signInBy', { name })}
      </Button>
    </>
  );
}
