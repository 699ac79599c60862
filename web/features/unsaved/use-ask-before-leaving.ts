import { useWindowEvent } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { guardPage } from '../../components/leaving/guard.ts';
import { useConfirm } from '../../components/use-confirm.tsx';

/** Asks before what is unsaved is lost: the browser when its tab goes, we for ways inside the portal. */
export function useAskBeforeLeaving(isUnsaved: () => boolean): void {
  const t = useTranslations('common.leaving');
  const confirm = useConfirm();
  // Who has said so is not asked again, by the browser, on a way that ends in another document.
  const isLeaving = useRef(false);
  useWindowEvent('beforeunload', (event) => {
    if (!isLeaving.current && isUnsaved()) event.preventDefault();
  });
  useEffect(() =>
    guardPage({
      isUnsaved,
      ask: (go) =>
        confirm({
          title: t('title'),
          text: t('text'),
          confirm: t('leave'),
          cancel: t('stay'),
          onConfirm: () => {
            isLeaving.current = true;
            go();
          },
        }),
    }),
  );
}
