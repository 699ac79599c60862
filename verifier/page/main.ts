import { createHash } from 'node:crypto';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { type FolderFile, readFolder } from '@workcompanion/core/evidence/read-folder';
import {
  checkSearchReport,
  isSearchReport,
} from '@workcompanion/core/evidence/search-report/check-search-report';
import {
  joinTrust,
  MOST_TRUST_BYTES,
  NO_TRUST,
  readServerAuthorities,
  readTrust,
  type Trust,
} from '@workcompanion/core/evidence/trust';
import type { Language } from '@workcompanion/core/evidence/words/words';
import { acceptDrops } from './accept-drops.ts';
import { element } from './element.ts';
import { PAGE_WORDS } from './page-words.ts';
import { emptyView } from './parts/empty-view.ts';
import { lockedView } from './parts/locked-view.ts';
import { progressView, showShare } from './parts/progress-view.ts';
import { reportView } from './parts/report-view.ts';
import { verdictView } from './parts/verdict-view.ts';
import type { Actions, Opened, PageState, ViewContext } from './view-context.ts';

const PIECE_BYTES = 4 * 1024 * 1024;
const DARK = matchMedia('(prefers-color-scheme: dark)');
const ATTRIBUTE = 'data-mantine-color-scheme';
let chosen: 'light' | 'dark' | null = null;

/** Sets the palette's attribute; until somebody chooses, the system decides. */
function applyTheme(): void {
  const scheme = chosen ?? (DARK.matches ? 'dark' : 'light');
  document.documentElement.setAttribute(ATTRIBUTE, scheme);
}

function toggleTheme(): void {
  chosen = document.documentElement.getAttribute(ATTRIBUTE) === 'dark' ? 'light' : 'dark';
  applyTheme();
}

DARK.addEventListener('change', applyTheme);
// Printed pages are light.
addEventListener('beforeprint', () => document.documentElement.setAttribute(ATTRIBUTE, 'light'));
addEventListener('afterprint', applyTheme);

let language: Language = navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
let state: PageState = { kind: 'empty', problem: null };
/** Aborted when the shown view is left, which ends playback for instance. */
let leaving = new AbortController();
/** Aborts the check that is running. */
let checking = new AbortController();
/** What the reader has named so far; it is kept when another package is checked. */
let trust = NO_TRUST;
let opened: Opened | null = null;

const actions: Actions = {
  open: (file, password) => void take(file, password),
  openFolder: (files) =>
    void judge({ name: rootOf(files), reader: readFolder(filesOf(files)), zipSha256: null }),
  trustKey: (key) => addTrust({ ...NO_TRUST, serverKeys: [key] }),
  trustAuthority: async (file) => {
    const found = file.size > MOST_TRUST_BYTES ? null : readServerAuthorities(await file.text());
    if (found !== null) addTrust(found);
    return found !== null;
  },
  reset: () => {
    checking.abort();
    opened = null;
    show({ kind: 'empty', problem: null });
  },
};

function show(next: PageState): void {
  state = next;
  leaving.abort();
  leaving = new AbortController();
  document.documentElement.lang = language;
  const context = { language, actions, trust };
  const header = pageHeader(context, { toggleTheme, toggleLanguage });
  document.body.replaceChildren(header, viewOf(next, context));
}

function viewOf(shown: PageState, context: ViewContext): HTMLElement {
  if (shown.kind === 'empty') return emptyView(context, shown.problem);
  if (shown.kind === 'locked') return lockedView(context, shown);
  if (shown.kind === 'checking') return progressView(context, shown.name);
  if (shown.kind === 'reported') return reportView(context, shown);
  return verdictView(context, shown, leaving.signal);
}

function toggleLanguage(): void {
  language = language === 'en' ? 'zh-CN' : 'en';
  show(state);
}

async function take(file: File, password: string | null): Promise<void> {
  const found = await trustIn(file);
  if (found === null) await open(file, password);
  else addTrust(found);
}

/** A zip begins with "PK", and no trust file does. */
async function trustIn(file: File): Promise<Trust | null> {
  if (file.size > MOST_TRUST_BYTES || (await file.slice(0, 2).text()) === 'PK') return null;
  return readTrust(await file.text());
}

function addTrust(more: Trust): void {
  trust = joinTrust([trust, more]);
  if (opened === null) show(state);
  else void judge(opened);
}

async function open(file: File, password: string | null): Promise<void> {
  checking.abort();
  show({ kind: 'checking', name: file.name });
  const found = await openPackage(file, password).catch((error: unknown) => {
    console.error(error);
    return null;
  });
  if (found === null) show({ kind: 'empty', problem: 'failed' });
  else if (found.ok) {
    await judge({ name: file.name, reader: found.reader, zipSha256: digestOf(file) });
  } else if (found.problem === 'not-a-package') show({ kind: 'empty', problem: found.problem });
  else show({ kind: 'locked', file, isWrong: found.problem === 'password-wrong' });
}

async function digestOf(file: File): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(file)) hash.update(piece);
  return hash.digest('hex');
}

/** Not every browser lets a stream be walked through. */
async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
  }
}

async function judge(of: Opened): Promise<void> {
  const { name, reader } = of;
  checking.abort();
  checking = new AbortController();
  const { signal } = checking;
  opened = of;
  show({ kind: 'checking', name });
  try {
    const found = isSearchReport(reader)
      ? ({ kind: 'reported', verdict: await checkSearchReport(reader, trust) } as const)
      : ({
          kind: 'checked',
          verdict: await checkPackage(reader, { trust, onProgress: showShare, signal }),
        } as const);
    if (!signal.aborted) show({ ...found, ...of });
  } catch (error) {
    if (signal.aborted) return;
    console.error(error);
    show({ kind: 'empty', problem: 'failed' });
  }
}

/** A browser names the chosen folder before each path. */
function rootOf([first]: readonly File[]): string {
  return first?.webkitRelativePath.split('/')[0] ?? '';
}

function filesOf(files: readonly File[]): FolderFile[] {
  return files.map((file) => ({
    path: file.webkitRelativePath.split('/').slice(1).join('/'),
    bytes: file.size,
    open: () => Promise.resolve(file),
  }));
}

acceptDrops(document.documentElement, (file) => actions.open(file, null));
applyTheme();
show(state);

function pageHeader(
  { language }: ViewContext,
  on: { readonly toggleTheme: () => void; readonly toggleLanguage: () => void },
): HTMLElement {
  const words = PAGE_WORDS[language];
  return element('header', { class: 'top' }, [
    element('b', { class: 'mark', text: 'W', attributes: { 'aria-hidden': 'true' } }),
    element('span', { class: 'brand', text: 'WorkCompanion' }),
    element('span', { class: 'grow' }),
    element('button', { class: 'quiet', text: words.otherLanguage, onClick: on.toggleLanguage }),
    element('button', { class: 'quiet', text: words.theme, onClick: on.toggleTheme }),
  ]);
}
