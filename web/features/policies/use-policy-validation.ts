import { useTranslations } from 'next-intl';
import type { PolicyFormValues } from './policy-form.ts';

/** What a form must hold before it is sent; the server checks everything again. */
export function usePolicyValidation() {
  const t = useTranslations('policies');
  const notice = t('fields.noticeRequired');
  const chooseTarget = { team: t('chooseTeam'), device: t('chooseDevice'), all: null, none: null };
  return ({ name, scope, target, body, unreadable }: PolicyFormValues) => {
    const { en, 'zh-CN': zh } = body.notice.text;
    return {
      name: name.trim() === '' ? t('fields.nameRequired') : null,
      target: target === null ? chooseTarget[scope] : null,
      ...Object.fromEntries(unreadable.map((path) => [path, t('fields.windowsInvalid')])),
      'body.notice.text.en': en.trim() === '' ? notice : null,
      'body.notice.text.zh-CN': zh.trim() === '' ? notice : null,
    };
  };
}
