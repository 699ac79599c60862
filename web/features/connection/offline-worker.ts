interface OfflineWords {
  readonly locale: string;
  readonly product: string;
  readonly title: string;
  readonly text: string;
  readonly retry: string;
}

/**
 * The script of a service worker that answers when a page can't be loaded, and does nothing else: it
 * keeps no footage and no data, and everything but pages goes past it.
 */
export function offlineWorker(words: OfflineWords): string {
  return `const PAGE = ${JSON.stringify(offlinePage(words))};
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
};
const isPage = ({ mode, url }) => mode === 'navigate' && !new URL(url).pathname.startsWith('/api/');
self.addEventListener('install', (event) => {
  self.skipWaiting();
  // Where the browser knows such rules, nothing but pages waits for this worker to start.
  event.addRoutes?.({ condition: { not: { requestMode: 'navigate' } }, source: 'network' });
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (!isPage(event.request)) return;
  const offline = () => new Response(PAGE, { status: 503, headers: HEADERS });
  event.respondWith(fetch(event.request).catch(offline));
});
`;
}

/** It can load nothing: style and mark stand in it. Its link leads to the address that failed. */
function offlinePage({ locale, product, title, text, retry }: OfflineWords): string {
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${product}</title>
<style>
  :root { color-scheme: light dark; --text: #171b21; --dim: #5a6573; --accent: #2161cc; --canvas: #f5f6f8; }
  @media (prefers-color-scheme: dark) {
    :root { --text: #e7eaee; --dim: #9aa5b3; --accent: #7fb0ff; --canvas: #14171c; }
  }
  main { display: grid; justify-items: center; gap: 12px; }
  body {
    display: grid; box-sizing: border-box; min-height: 100dvh; margin: 0; padding: 32px 16px;
    place-content: center; background: var(--canvas); color: var(--text);
    font: 15px/1.5 "Inter Variable", "Segoe UI", "Helvetica Neue", "Liberation Sans", "Noto Sans SC",
      "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
    text-align: center;
  }
  h1 { margin: 12px 0 0; font-size: 20px; font-weight: 600; }
  p { max-width: 52ch; margin: 0; color: var(--dim); text-wrap: pretty; }
  a { margin-top: 8px; color: var(--accent); font-weight: 550; }
  b { font-weight: 600; }
</style>
<main>
  <b>${product}</b>
  <h1>${title}</h1>
  <p>${text}</p>
  <p><a href="">${retry}</a></p>
</main>
</html>`;
}
