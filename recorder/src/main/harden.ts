import { app, session } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/** Whatever a page tries: no permission, no other address, no window, no embedded page. */
export function harden(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !request.url.startsWith(`${APP_ORIGIN}/`) && !isDevTools(request.url) });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

function isDevTools(url: string): boolean {
  return !app.isPackaged && url.startsWith('devtools://');
}
