/** Apart from their schemas, which a page with a strict policy had better not load. */
export const LOCALE_CHOICES = ['auto', 'en', 'zh-CN'] as const;
export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
