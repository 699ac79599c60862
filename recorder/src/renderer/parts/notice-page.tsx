import type { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { useState } from 'react';
import { NOTICE_LOCALES, type NoticeLocale } from '../../core/policy/notice-locales.ts';
import type { RecorderView } from '../../core/recorder-view.ts';
import { LANGUAGE_NAMES, type ShellLocale } from '../../ipc/bridge.ts';
import { fill } from '../../messages/messages-of.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';
import { NoticeText } from './notice-text.tsx';

interface NoticePageProps {
  readonly notice: NonNullable<RecorderView['notice']>;
  readonly contact: string | null;
  /** Null before the portal has told. */
  readonly watchers: WatchersResponse | null;
  /** Null while it waits to be acknowledged: then there is nothing to go back to. */
  readonly onClose: (() => void) | null;
}

export function NoticePage({ notice, contact, watchers, onClose }: NoticePageProps) {
  const { t, locale } = useWords();
  const [language, setLanguage] = useState(textLocale(locale));
  const { ask, busy, problem } = useAsk();
  const { version } = notice;
  return (
    <main className="notice">
      <div className="notice-head">
        <div>
          <h1>{onClose === null ? t.notice.title : t.notice.titleAgain}</h1>
          <p className="note">{fill(t.notice.version, { version })}</p>
        </div>
        <fieldset className="segments">
          <legend className="hidden">{t.notice.language}</legend>
          {NOTICE_LOCALES.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="notice-language"
                checked={language === name}
                onChange={() => setLanguage(name)}
              />
              <span className="segment" lang={name}>
                {LANGUAGE_NAMES[name]}
              </span>
            </label>
          ))}
        </fieldset>
      </div>
      <NoticeText
        notice={notice}
        language={language}
        contact={contact}
        watchers={watchers}
        waits={onClose === null}
      />
      <div className="notice-actions">
        {onClose === null ? (
          <>
            <button
              type="button"
              className="button primary large"
              disabled={busy}
              onClick={() => void ask('acknowledge', { version, locale: language })}
            >
              {t.notice.acknowledge}
            </button>
            <p className="note">{t.notice.explain}</p>
          </>
        ) : (
          <button type="button" className="button large" onClick={onClose}>
            {t.notice.close}
          </button>
        )}
        {problem !== null && (
          <p className="problem" role="alert">
            {t.answers[problem]}
          </p>
        )}
      </div>
    </main>
  );
}

/** The organisation writes its notice in these languages alone. */
function textLocale(locale: ShellLocale): NoticeLocale {
  return NOTICE_LOCALES.find((known) => known === locale) ?? 'en';
}
