import { checkPackage } from '@workcompanion/core/evidence/check-package';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import type { Language } from '../words/words.ts';
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

const actions: Actions = {
  open: (file, password) => void open(file, password),
  reset: () => {
    checking.abort();
    show({ kind: 'empty', problem: null });
  },
};

function show(next: PageState): void {
  state = next;
  leaving.abort();
  leaving = new AbortController();
  document.documentElement.lang = language;
  const context = { language, actions };
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

async function open(file: File, password: string | null): Promise<void> {
  checking.abort();
  checking = new AbortController();
  const { signal } = checking;
  show({ kind: 'checking', name: file.name });
  try {
    const opened = await openPackage(file, password);
    if (opened.ok) {
      const options = { serverKey: null, onProgress: showShare, signal };
      const verdict = await checkPackage(opened.reader, options);
      show({ kind: 'checked', name: file.name, verdict, reader: opened.reader });
    } else if (opened.problem === 'not-a-package') {
      show({ kind: 'empty', problem: 'not-a-package' });
    } else {
      show({ kind: 'locked', file, isWrong: opened.problem === 'password-wrong' });
    }
  } catch (error) {
    if (signal.aborted) return;
    console.error(error);
    show({ kind: 'empty', problem: 'failed' });
  }
}

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
