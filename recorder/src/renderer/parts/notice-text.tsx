import type { WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { type ReactNode, useId } from 'react';
import type { NoticeLocale } from '../../core/policy/notice-locales.ts';
import type { RecorderView } from '../../core/recorder-view.ts';
import { NOTICE_AGAIN_MINUTES } from '../../ipc/shell-view.ts';
import { fill, type RecorderMessages } from '../../messages/messages-of.ts';
import { noticeChanges, noticeParts } from '../notice-text.ts';
import { useWords } from '../words.ts';

interface NoticeTextProps {
  readonly notice: NonNullable<RecorderView['notice']>;
  readonly language: NoticeLocale;
  readonly contact: string | null;
  readonly watchers: WatchersResponse | null;
  /** It is not acknowledged yet. */
  readonly waits: boolean;
}

/** What the organisation has written, and beside it what the portal and the recorder know themselves. */
export function NoticeText({ notice, language, contact, watchers, waits }: NoticeTextProps) {
  const { t } = useWords();
  const text = notice.text[language];
  const later = watchers?.laterDisclosure ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too
    <article className="notice-text" tabIndex={0}>
      {notice.before !== null && (
        <Changes before={notice.before[language]} now={text} language={language} />
      )}
      <Part title={t.notice.yourOrganisation}>
        <div lang={language}>
          {noticeParts(text).map(({ isHeading, text: words }) =>
            isHeading ? <h3 key={words}>{words}</h3> : <p key={words}>{words}</p>,
          )}
        </div>
      </Part>
      <Part title={t.notice.kept}>
        <p>{keptText(watchers, t)}</p>
      </Part>
      <Part title={t.notice.watch}>
        <p>{t.watchers.text}</p>
        {later !== null && <p>{fill(t.watchers.later, { days: later.atMostDays })}</p>}
      </Part>
      <Part title={t.notice.contact}>
        <p>{contact ?? t.notice.noContact}</p>
      </Part>
      {waits && (
        <Part title={t.notice.otherwise}>
          <p>{fill(t.notice.otherwiseText, { minutes: NOTICE_AGAIN_MINUTES })}</p>
        </Part>
      )}
    </article>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function keptText(watchers: WatchersResponse | null, { notice }: RecorderMessages): string {
  const days = watchers?.keptDays;
  if (days === undefined) return notice.keptUnknown;
  return days === null ? notice.keptOpen : fill(notice.keptDays, { days });
}

interface ChangesProps {
  readonly before: string;
  readonly now: string;
  readonly language: NoticeLocale;
}

/** Whoever has read the version before need not look for what is new. */
function Changes({ before, now, language }: ChangesProps) {
  const { t } = useWords();
  const changes = noticeChanges(before, now);
  if (changes === null) return null;
  return (
    <Part title={t.notice.changed}>
      <dl className="notice-changes">
        {changes.added.length > 0 && <dt>{t.notice.added}</dt>}
        {changes.added.map((text) => (
          <dd key={text} lang={language}>
            <ins>{text}</ins>
          </dd>
        ))}
        {changes.removed.length > 0 && <dt>{t.notice.removed}</dt>}
        {changes.removed.map((text) => (
          <dd key={text} lang={language}>
            <del>{text}</del>
          </dd>
        ))}
      </dl>
    </Part>
  );
}
