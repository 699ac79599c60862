/** The languages in which an organisation writes its notice, and in which it is acknowledged. */
export const NOTICE_LOCALES = ['en', 'zh-CN'] as const;
export type NoticeLocale = (typeof NOTICE_LOCALES)[number];

/** Chooses from the languages of the operating system, preferred first ("zh_CN.UTF-8", "de-CH"). */
export function noticeLocale(languages: readonly string[]): NoticeLocale {
  for (const language of languages) {
    if (/^zh/i.test(language)) return 'zh-CN';
    if (/^en/i.test(language)) return 'en';
  }
  return 'en';
}
