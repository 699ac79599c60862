import { useLocale } from 'next-intl';
import { useEffect } from 'react';

/** Lets the browser show our own page where the portal can't be reached, in the language of this one. */
export function useOfflinePage(): void {
  const locale = useLocale();
  useEffect(() => {
    // Browsers allow it over https only, and on the machine itself.
    if (!window.isSecureContext) return;
    const address = `/offline-worker.js?${new URLSearchParams({ locale })}`;
    // Without it the browser's own page is shown: no reason to trouble anybody.
    navigator.serviceWorker.register(address).catch(() => {});
  }, [locale]);
}
