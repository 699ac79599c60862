import { version } from 'node:os';
import { join } from 'node:path';
import { app, BaseWindow, powerMonitor, safeStorage, session } from 'electron';
import { answerRequests } from './answer-requests.ts';
import { APP_ORIGIN, registerAppScheme, serveApp } from './app-protocol.ts';
import { disableGtkOpenGl, readShellEnvironment } from './env.ts';
import { readMachineSettings } from './machine-settings.ts';
import { Shell } from './shell.ts';
import { shellSettings } from './shell-settings.ts';
import { openSystemSecret } from './system-secret.ts';

disableGtkOpenGl();
drawInSoftware();
limitProcesses();
registerAppScheme();

/** A window of text needs no graphics process and no drivers, which saves 50 MB. */
function drawInSoftware(): void {
  app.disableHardwareAcceleration();
  app.commandLine.appendSwitch('disable-gpu');
  app.commandLine.appendSwitch('disable-software-rasterizer');
}

/** Runs Chromium's services in this process, since each of its processes costs some 30 MB. */
function limitProcesses(): void {
  app.commandLine.appendSwitch('in-process-gpu');
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2');
  app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=1 --optimize-for-size');
}

async function main(): Promise<void> {
  const environment = readShellEnvironment();
  const roaming = app.getPath('appData');
  const settings = shellSettings({
    argv: process.argv,
    execPath: process.execPath,
    appPath: app.getAppPath(),
    packaged: app.isPackaged,
    resources: process.resourcesPath,
    places: { local: environment.LOCALAPPDATA ?? roaming, roaming },
    machine: readMachineSettings(),
    system: version(),
    environment,
  });
  app.setPath('userData', join(settings.folder, 'window'));
  if (!app.requestSingleInstanceLock()) return app.exit(0);

  await app.whenReady();
  harden();
  serveApp(join(app.getAppPath(), 'window'));
  const systemSecret = await openSystemSecret(settings.folder, safeStorage);
  const shell = new Shell(settings, join(settings.folder, 'preferences.json'), systemSecret);
  answerRequests(shell.handlers());
  app.on('second-instance', () => shell.open());
  // The tray goes on when the window is closed.
  app.on('window-all-closed', () => {});
  quitWithRecorder(shell);
  followSystemEvents(shell);
  startSessionEndListener(() => void shell.quit({ signedOut: true }).finally(() => app.exit(0)));
  shell.run();
}

/** Signing out or an upgrade also ends the recorder. When the window's process is killed, the recorder goes on. */
function quitWithRecorder(shell: Shell): void {
  let quitting = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    void shell.quit().finally(() => app.exit(0));
  });
}

/** Follows locking and sleep separately, since a machine that wakes up may still be locked. */
function followSystemEvents(shell: Shell): void {
  powerMonitor.on('lock-screen', () => shell.setAway('locked', true));
  powerMonitor.on('suspend', () => shell.setAway('asleep', true));
  powerMonitor.on('unlock-screen', () => shell.setAway('locked', false));
  powerMonitor.on('resume', () => shell.setAway('asleep', false));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  app.exit(1);
});

/** Denies pages every permission, other address, new window and embedded page. */
function harden(): void {
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

/** Kept in a set, or the window would be garbage-collected. */
const windows = new Set<BaseWindow>();

/**
 * Calls `onSignOut` when the Windows session ends, which Windows tells only to windows. This one has no
 * page, so that it costs no process, and is never shown. An installer that asks programs to close does
 * not count.
 */
function startSessionEndListener(onSignOut: () => void): void {
  const window = new BaseWindow({ show: false, skipTaskbar: true });
  windows.add(window);
  window.on('session-end', ({ reasons }) => {
    if (!reasons.includes('close-app')) onSignOut();
  });
}
