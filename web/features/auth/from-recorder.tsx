'use client';

import { Button, Skeleton, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ACCOUNT_LINK_ROUTES } from '../../contract/account-links.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { SpentLink } from './spent-link.tsx';
import { useRecorderSignIn } from './use-sign-in.ts';

/**
 * Whoever comes from the recorder's window signs in by the code behind the address's #. A press says that
 * they mean it: nobody is signed in as somebody else by a link that they were sent.
 */
export function FromRecorder({ next }: { readonly next: string }) {
  const t = useTranslations('auth');
  const [code, setCode] = useState('');
  const { mutate: inspect, ...link } = useRouteMutation(ACCOUNT_LINK_ROUTES.inspectRecorderLink);
  const signIn = useRecorderSignIn();
  useEffect(() => {
    const given = window.location.hash.slice(1);
    // Nobody who looks over the shoulder or into the history finds it.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    setCode((known) => given || known);
    if (given !== '') inspect({ code: given });
  }, [inspect]);
  if (link.error !== null || signIn.error !== null) return <SpentLink purpose="recorder" />;
  if (link.data === undefined) return <Skeleton height={36} />;
  const enter = (): void => signIn.mutate(code, { onSuccess: () => window.location.assign(next) });
  return (
    <Stack gap={14}>
      <Button
        size="sm"
        fullWidth
        autoFocus
        loading={signIn.isPending || signIn.isSuccess}
        onClick={enter}
      >
        {t('fromRecorderAs', { name: link.data.name })}
      </Button>
    </Stack>
  );
}
