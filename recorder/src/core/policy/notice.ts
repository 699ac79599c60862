import { createHash } from 'node:crypto';
import type { Notice } from '@workcompanion/core/protocol/policy';
import type { StatementBody } from '@workcompanion/core/protocol/statement';

export type NoticeLocale = keyof Notice['text'];

export const NOTICE_LOCALES = ['en', 'zh-CN'] as const satisfies readonly NoticeLocale[];

export interface Acknowledgement {
  readonly locale: NoticeLocale;
  readonly userName: string;
}

/** Proof of what was shown, in which language, and to whom. */
export function noticeAcknowledged(
  notice: Notice,
  { locale, userName }: Acknowledgement,
): StatementBody {
  return {
    kind: 'notice-acknowledged',
    noticeVersion: notice.version,
    textSha256: createHash('sha256').update(notice.text[locale]).digest('hex'),
    locale,
    userName,
  };
}

/** The languages of the operating system, best first ("zh_CN.UTF-8", "de-CH"). */
export function noticeLocale(languages: readonly string[]): NoticeLocale {
  for (const language of languages) {
    if (/^zh/i.test(language)) return 'zh-CN';
    if (/^en/i.test(language)) return 'en';
  }
  return 'en';
}
