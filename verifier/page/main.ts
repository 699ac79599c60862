import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import {
  joinTrust,
  MOST_TRUST_BYTES,
  NO_TRUST,
  readTrust,
  type Trust,
} from '@workcompanion/core/evidence/trust';
import type { Language } from '../words/words.ts';
import { acceptDrops } from './accept-drops.ts';
import { element } from './element.ts';
import { PAGE_WORDS } from './page-words.ts';
import { emptyView } from './parts/empty-view.ts';
import { lockedView } from './parts/locked-view.ts';
import { progressView, showShare } from './parts/progress-view.ts';
import { verdictView } from './parts/verdict-view.ts';
import type { Actions, PageState, ViewContext } from './view-context.ts';

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
let opened: { readonly file: File; readonly password: string | null } | null = null;

const actions: Actions = {
  open: (file, password) => void take(file, password),
  trustKey: (key) => addTrust({ serverKeys: [key], authorities: [] }),
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
  else void open(opened.file, opened.password);
}

async function open(file: File, password: string | null): Promise<void> {
  checking.abort();
  checking = new AbortController();
  const { signal } = checking;
  show({ kind: 'checking', name: file.name });
  try {
    const found = await openPackage(file, password);
    opened = found.ok ? { file, password } : null;
    if (found.ok) {
      const options = { trust, onProgress: showShare, signal };
      const verdict = await checkPackage(found.reader, options);
      show({ kind: 'checked', name: file.name, verdict, reader: found.reader });
    } else if (found.problem === 'not-a-package') {
      show({ kind: 'empty', problem: 'not-a-package' });
    } else {
      show({ kind: 'locked', file, isWrong: found.problem === 'password-wrong' });
    }
  } catch (error) {
    if (signal.aborted) return;
    console.error(error);
    show({ kind: 'empty', problem: 'failed' });
  }
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
