import { useTranslations } from 'next-intl';
import type { PolicyFormValues } from './policy-form-values.ts';
import { parseWindows, WEEKDAYS } from './schedule-text.ts';

/** What a form must hold before it is sent; the server checks everything again. */
export function usePolicyValidation() {
  const t = useTranslations('policies');
  const required = (value: string): string | null =>
    value.trim() === '' ? t('fields.noticeRequired') : null;
  const readable = (text: string, { isLimited }: PolicyFormValues): string | null =>
    isLimited && parseWindows(text) === null ? t('fields.windowsInvalid') : null;
  return {
    name: (value: string) => (value.trim() === '' ? t('fields.nameRequired') : null),
    target: (value: string | null, { scope }: PolicyFormValues) => {
      if (value !== null || scope === 'all' || scope === 'none') return null;
      return t(scope === 'team' ? 'chooseTeam' : 'chooseDevice');
    },
    uploadWindows: (text: string) =>
      parseWindows(text) === null ? t('fields.windowsInvalid') : null,
    windows: Object.fromEntries(WEEKDAYS.map((day) => [day, readable])),
    noticeEn: required,
    noticeZh: required,
  };
}
