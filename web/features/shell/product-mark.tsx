import { useTranslations } from 'next-intl';

/** A screen with a playhead. */
export function ProductMark({ size }: { readonly size: number }) {
  const t = useTranslations('common');
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label={t('product')}>
      <rect width="32" height="32" rx="8" fill="#2468d8" />
      <rect
        x="7"
        y="8.5"
        width="18"
        height="12"
        rx="2.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
      />
      <path d="M14 12v5l4-2.5z" fill="#fff" />
      <path d="M8 24.5h9" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
      <path
        d="M20.5 24.5H24"
        stroke="#fff"
        strokeOpacity=".55"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
