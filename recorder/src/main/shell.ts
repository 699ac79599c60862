import { join } from 'node:path';
import { isAppError } from '@workcompanion/core/errors';
import type { PortalLinkRequest } from '@workcompanion/core/protocol/portal-link';
import {
  app,
  clipboard,
  dialog,
  nativeTheme,
  powerMonitor,
  safeStorage,
  shell as system,
} from 'electron';
import type { SystemAbsence } from '../core/absence-reason.ts';
import type { ControlQuestion } from '../core/control/control-messages.ts';
import type { RecorderView } from '../core/recorder-view.ts';
import { contactAddress } from '../ipc/contact-address.ts';
import { prolongedPause } from '../ipc/pause-choices.ts';
import type { Answer, Preferences } from '../ipc/requests.ts';
import { type ShellView, shellState } from '../ipc/shell-view.ts';
import { connectionText } from '../messages/connection-words.ts';
import { fill, messagesOf, shellLocale } from '../messages/messages-of.ts';
import type { Handlers } from './answer-requests.ts';
import { CoreClient } from './core-client.ts';
import { removeEnrollToken } from './machine-settings.ts';
import { OpeningRule } from './opening-rule.ts';
import { PauseNote } from './pause-note.ts';
import { PreferenceFile } from './preference-file.ts';
import { saveLogs } from './save-logs.ts';
import type { ShellSettings } from './shell-settings.ts';
import { startCore } from './start-core.ts';
import { StatusWindow } from './status-window.ts';
import { SystemProxies } from './system-proxies.ts';
import { replaceSystemSecret } from './system-secret.ts';
import { StatusTray } from './tray.ts';
import { windowsDisplays } from './windows-displays.ts';

const OK: Answer = { ok: true };
/** How long the recorder may take to close segments and finish uploads. */
const QUIT_MS = 12_000;

/** What the person sees: the tray, and the window on request or when there is something to tell. */
export class Shell {
  readonly #settings: ShellSettings;
  readonly #preferences: PreferenceFile;
  readonly #client: CoreClient;
  readonly #window = new StatusWindow();
  readonly #pauseNote = new PauseNote();
  readonly #tray: StatusTray;
  readonly #systemSecret: string | null;
  readonly #proxies: SystemProxies;
  #recorder: RecorderView | null = null;
  #answeredAt = performance.now();
  readonly #opening = new OpeningRule();
  #reenrol = false;
  #handedOverAgain = false;
  #tokenRemoved = false;
  readonly #away = new Set<SystemAbsence>();

  constructor(settings: ShellSettings, preferenceFile: string, systemSecret: string | null) {
    this.#settings = settings;
    this.#systemSecret = systemSecret;
    this.#proxies = new SystemProxies(settings.server);
    this.#preferences = new PreferenceFile(preferenceFile);
    this.#client = new CoreClient({
      folder: settings.folder,
      startCore: () => this.#startCore(),
      facts: () => ({
        displays: windowsDisplays(),
        away: [...this.#away].at(-1) ?? null,
        idleSeconds: powerMonitor.getSystemIdleTime(),
        onBattery: powerMonitor.isOnBatteryPower(),
        proxies: this.#proxies.found,
      }),
    });
    this.#client.on('view', (view) => this.#onView(view));
    this.#tray = new StatusTray({
      open: () => this.open(),
      pause: (reason, minutes) => void this.#ask({ command: 'pause', reason, minutes }),
      prolong: () => void this.#prolong(),
      resume: () => void this.#ask({ command: 'resume' }),
    });
  }

  run(): void {
    nativeTheme.themeSource = this.#preferences.current.theme;
    if (!this.#settings.hidden) this.open();
    void this.#client.run();
  }

  open(): void {
    this.#window.show({
      title: messagesOf(this.#locale).product,
      zoom: this.#preferences.current.zoom,
      onZoom: (zoom) => void this.#prefer({ zoom }),
    });
  }

  /** Tells the recorder at once, since a machine that goes to sleep leaves no time. */
  setAway(why: SystemAbsence, away: boolean): void {
    if (away) this.#away.add(why);
    else this.#away.delete(why);
    void this.#client.poll();
  }

  /** Ends the recorder in good order, and waits for that. */
  async quit({ signedOut = false } = {}): Promise<void> {
    this.#client.stop();
    const end = performance.now() + QUIT_MS;
    await this.#client.ask({ command: 'stop', signedOut }).catch(() => {});
    while (performance.now() < end) {
      const alive = await this.#client.ask({ command: 'look' }).catch(() => null);
      if (alive === null) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  handlers(): Handlers {
    return {
      view: () => this.#view(),
      acknowledge: async ({ version, locale }) => {
        if (this.#recorder?.notice?.version !== version) {
          return { ok: false, problem: 'stale-notice' };
        }
        return this.#ask({ command: 'acknowledge', locale });
      },
      pause: ({ reason, minutes }) => this.#ask({ command: 'pause', reason, minutes }),
      resume: () => this.#ask({ command: 'resume' }),
      prolong: () => this.#prolong(),
      open: async () => {
        this.open();
        return OK;
      },
      setLocale: (locale) => this.#prefer({ locale }),
      setTheme: (theme) => this.#prefer({ theme }),
      saveLogs: () => this.#saveLogs(),
      openPortal: ({ page }) => this.#openPortal(page),
      openHelp: () => this.#openAddress(contactAddress(this.#recorder?.policy?.contact)),
      testConnection: () => this.#ask({ command: 'test-connection' }),
      copyConnection: async () => {
        if (this.#recorder === null) return { ok: false, problem: 'unavailable' };
        clipboard.writeText(connectionText(this.#recorder, messagesOf(this.#locale)));
        return OK;
      },
      enrolAnew: () => this.#enrolAnew(),
    };
  }

  async #prolong(): Promise<Answer> {
    const pause = prolongedPause(this.#view());
    if (pause === null) return { ok: false, problem: 'refused' };
    return this.#ask({ command: 'pause', ...pause });
  }

  #startCore(): void {
    if (this.#settings.server === '') return;
    startCore(this.#settings, { systemSecret: this.#systemSecret, reenrol: this.#reenrol });
  }

  #onView(view: RecorderView | null): void {
    this.#recorder = view;
    if (view !== null) this.#answeredAt = performance.now();
    if (view?.problem === 'device-key-locked') this.#handOverAgain();
    if (view?.phase === 'running') this.#removeToken();
    this.#show();
  }

  /** The device is enrolled: nobody else shall be by the same token. */
  #removeToken(): void {
    if (!this.#settings.removesToken || this.#tokenRemoved) return;
    this.#tokenRemoved = true;
    removeEnrollToken();
  }

  /** Restarts the recorder once, since an earlier window may have started it without giving it the secret. */
  #handOverAgain(): void {
    if (this.#systemSecret === null || this.#handedOverAgain) return;
    this.#handedOverAgain = true;
    void this.#ask({ command: 'stop' });
  }

  /** Restarts the recorder with the wish to enrol anew, which has no effect once that is done. */
  async #enrolAnew(): Promise<Answer> {
    if (this.#recorder?.problem !== 'device-key-locked') return { ok: false, problem: 'refused' };
    if (this.#settings.token === null) return { ok: false, problem: 'no-token' };
    this.#reenrol = true;
    const { folder } = this.#settings;
    if (this.#systemSecret === null) await replaceSystemSecret(folder, safeStorage);
    return this.#ask({ command: 'stop' });
  }

  #show(): void {
    const view = this.#view();
    this.#tray.show(view);
    this.#window.push(view);
    this.#pauseNote.follow(view);
    const isUrgent =
      view.state === 'needs-notice' ||
      view.state === 'attention' ||
      view.recorder?.status?.checkpointProblem != null;
    const mustRead = view.state === 'needs-notice';
    const nowMs = performance.now();
    if (this.#opening.isDue({ isUrgent, mustRead, nowMs })) this.open();
  }

  #view(): ShellView {
    const silentMs = performance.now() - this.#answeredAt;
    const noServer = this.#settings.server === '' && this.#recorder === null;
    return {
      state: noServer ? 'attention' : shellState(this.#recorder, silentMs),
      recorder: this.#recorder,
      configured: !noServer,
      preferences: this.#preferences.current,
      locale: this.#locale,
      now: Date.now() * 1000,
    };
  }

  get #locale(): ShellView['locale'] {
    const { locale } = this.#preferences.current;
    if (locale !== 'auto') return locale;
    return shellLocale(app.getPreferredSystemLanguages());
  }

  async #ask(request: ControlQuestion): Promise<Answer> {
    try {
      const reply = await this.#client.ask(request);
      await this.#client.poll();
      if (!('error' in reply)) return OK;
      return { ok: false, problem: reply.code === 'storage-full' ? reply.code : 'refused' };
    } catch (error) {
      return { ok: false, problem: isAppError(error) ? 'unavailable' : 'internal' };
    }
  }

  async #prefer(change: Partial<Preferences>): Promise<Answer> {
    await this.#preferences.change(change);
    nativeTheme.themeSource = this.#preferences.current.theme;
    this.#show();
    return OK;
  }

  async #saveLogs(): Promise<Answer> {
    const window = this.#window.current;
    if (window === null) return { ok: false, problem: 'internal' };
    const date = new Date().toISOString().slice(0, 10);
    const name = fill(messagesOf(this.#locale).footer.logsName, { date });
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('documents'), name),
    });
    if (canceled) return OK;
    await saveLogs(filePath, { folder: this.#settings.folder, recorder: this.#recorder });
    return OK;
  }

  /** Without a recorder that answers, or with an older portal, the person signs in there as usual. */
  async #openPortal(page: PortalLinkRequest['page']): Promise<Answer> {
    const reply = await this.#client.ask({ command: 'portal-link', page }).catch(() => null);
    const known = reply !== null && 'url' in reply ? reply.url : null;
    return this.#openAddress(known ?? this.#recorder?.server ?? this.#settings.server);
  }

  /** A portal must not be able to have another program opened than a browser or a mail program. */
  async #openAddress(address: string | null): Promise<Answer> {
    const url = address === null ? null : URL.parse(address);
    if (url === null || !/^(?:https?|mailto):$/.test(url.protocol)) {
      return { ok: false, problem: 'refused' };
    }
    await system.openExternal(url.href);
    return OK;
  }
}
