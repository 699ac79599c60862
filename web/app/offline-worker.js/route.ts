import { getLocale, getTranslations } from 'next-intl/server';
import { offlineWorker } from '../../features/connection/offline-worker.ts';

/** The service worker, in the language of whoever asks for it. */
export async function GET(): Promise<Response> {
  const t = await getTranslations();
  const script = offlineWorker({
    locale: await getLocale(),
    product: t('common.product'),
    title: t('errors.offlineTitle'),
    text: t('errors.offlineText'),
    retry: t('common.retry'),
  });
  return new Response(script, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    },
  });
}
