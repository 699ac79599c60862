import { useTranslations } from 'next-intl';
import { passwordStrength } from './password-strength.ts';
import styles from './strength-hint.module.css';

const BARS = { short: 0, weak: 1, fair: 2, strong: 3 } as const;

/** Three bars and a word; before anything is typed, what makes a good password. */
export function StrengthHint({ password }: { readonly password: string }) {
  const t = useTranslations('auth');
  if (password === '') return t('newPasswordHint');
  const strength = passwordStrength(password);
  const missing = strength.level === 'short' ? strength.missing : 0;
  return (
    <span className={styles['hint']} data-level={strength.level} aria-live="polite">
      <span className={styles['bars']} aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-on={bar <= BARS[strength.level]} />
        ))}
      </span>
      {t(`strength.${strength.level}`, { missing })}
    </span>
  );
}
