import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@workcompanion/core/theme/tokens.css';
import './styles/base.css';
import './styles/hero.css';
import './styles/facts.css';
import './styles/controls.css';
import './styles/notice.css';
import './styles/choices.css';
import './styles/dialog.css';
import './styles/watching.css';
import './styles/other-history.css';
import './styles/connection.css';
import './styles/narrow.css';
import './styles/forced-colors.css';
import './styles/pause-note.css';
import type { Preferences } from '../ipc/requests.ts';
import type { ShellView } from '../ipc/shell-view.ts';
import { messagesOf } from '../messages/messages-of.ts';
import { ConnectionPage } from './parts/connection-page.tsx';
import { Footer } from './parts/footer.tsx';
import { Hero } from './parts/hero.tsx';
import { HistoryConflict } from './parts/history-conflict.tsx';
import { LinksSection } from './parts/links-section.tsx';
import { NoticePage } from './parts/notice-page.tsx';
import { NowSection } from './parts/now-section.tsx';
import { PauseNote } from './parts/pause-note.tsx';
import { ProgramSection } from './parts/program-section.tsx';
import { RulesSection } from './parts/rules-section.tsx';
import { UploadSection } from './parts/upload-section.tsx';
import { WatchedNow, WatchersSection } from './parts/watchers-section.tsx';
import { bridge } from './use-ask.ts';
import { WordsContext } from './words.ts';

function RecorderWindow() {
  const view = useShellView();
  useTheme(view?.preferences.theme ?? 'system');
  const [page, setPage] = useState<'status' | 'notice' | 'connection'>('status');
  const toStatus = () => setPage('status');
  const locale = view?.locale ?? 'en';
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = messagesOf(locale).product;
  }, [locale]);
  if (view === null) return null;
  const { recorder } = view;
  const notice = recorder?.notice ?? null;
  const mustRead = view.state === 'needs-notice';
  if (location.hash === '#pause-note') {
    return (
      <WordsContext value={{ t: messagesOf(locale), locale }}>
        <PauseNote view={view} />
      </WordsContext>
    );
  }
  return (
    <WordsContext value={{ t: messagesOf(locale), locale }}>
      {notice !== null && (mustRead || page === 'notice') ? (
        <NoticePage
          key={notice.version}
          notice={notice}
          contact={recorder?.policy?.contact ?? null}
          watchers={recorder?.watchers ?? null}
          onClose={mustRead ? null : toStatus}
        />
      ) : recorder !== null && page === 'connection' ? (
        <ConnectionPage report={recorder.connection} onClose={toStatus} />
      ) : (
        <main className="page">
          <Hero view={view} onTestConnection={() => setPage('connection')} />
          {recorder?.status?.checkpointProblem != null && (
            <HistoryConflict problem={recorder.status.checkpointProblem} />
          )}
          <WatchedNow view={view} />
          {recorder?.status != null && <LinksSection contact={recorder.policy?.contact} />}
          {recorder?.status != null && <NowSection status={recorder.status} view={view} />}
          {recorder?.status != null && (
            <UploadSection
              status={recorder.status}
              now={view.now}
              onTestConnection={() => setPage('connection')}
            />
          )}
          {recorder !== null && (
            <RulesSection recorder={recorder} onReadNotice={() => setPage('notice')} />
          )}
          {recorder?.status != null && (
            <WatchersSection watchers={recorder.watchers} now={view.now} />
          )}
          {recorder?.status != null && (
            <ProgramSection version={recorder.version} status={recorder.status} now={view.now} />
          )}
        </main>
      )}
      <Footer view={view} />
    </WordsContext>
  );
}

/** Null for the moment until the shell has answered the first time. */
function useShellView(): ShellView | null {
  const [view, setView] = useState<ShellView | null>(null);
  useEffect(() => {
    void bridge.view().then(setView);
    return bridge.onView(setView);
  }, []);
  return view;
}

/** Sets the document's attribute that the portal's palette follows. */
function useTheme(theme: Preferences['theme']): void {
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const scheme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
      document.documentElement.dataset['mantineColorScheme'] = scheme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <RecorderWindow />
  </StrictMode>,
);
