'use client';

import { NextIntlClientProvider, useLocale } from 'next-intl';
import { type ReactNode, useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Portal matters are told by the clock of whoever looks; footage names the person's zone itself.
 * The server can't know a browser's zone: what it renders speaks UTC until the page is alive.
 */
export function ViewerZone({ children }: { readonly children: ReactNode }) {
  const locale = useLocale();
  const timeZone = useSyncExternalStore(never, ownTimeZone, () => 'UTC');
  return (
    <NextIntlClientProvider locale={locale} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  );
}

/** The browser's time zone. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
