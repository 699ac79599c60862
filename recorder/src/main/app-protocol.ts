import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';

export const APP_ORIGIN = 'workcompanion://app';

/** All files under the scheme. */
const FILES = {
  '/index.html': 'text/html; charset=utf-8',
  '/window.js': 'text/javascript; charset=utf-8',
  '/window.css': 'text/css; charset=utf-8',
} as const satisfies Record<string, string>;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'workcompanion', privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the page from the app's own files, with a policy that allows nothing else. */
export function serveApp(folder: string): void {
  protocol.handle('workcompanion', async (request) => {
    const { origin, pathname } = partsOf(request.url);
    const type = Object.entries(FILES).find(([path]) => path === pathname)?.[1];
    if (type === undefined || origin !== APP_ORIGIN) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(await readFile(join(folder, pathname))), {
      headers: {
        'content-type': type,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}

/** For unknown schemes Node gives the origin "null", so it is put together here. */
function partsOf(address: string): { readonly origin: string; readonly pathname: string } {
  const url = new URL(address);
  return { origin: `${url.protocol}//${url.host}`, pathname: url.pathname };
}
