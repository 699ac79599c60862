import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CopyIcon } from '../../components/copy-field.tsx';
import { StrengthHint } from '../auth/strength-hint.tsx';
import { suggestPassword } from './evidence-package-form.ts';
import styles from './evidence-packages.module.css';

interface PasswordFieldsProps {
  /** Null: without. */
  readonly value: string | null;
  readonly onChange: (password: string | null) => void;
}

/** A password for the zip, of one's own or suggested; it is shown now and never again. */
export function PasswordFields({ value, onChange }: PasswordFieldsProps) {
  const t = useTranslations();
  return (
    <Stack gap={8}>
      <Checkbox
        label={t('evidencePackages.protect')}
        description={t('evidencePackages.protectHint')}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? '' : null)}
      />
      {value === null ? null : (
        <div className={styles['box']}>
          <Group gap={8} align="flex-end" wrap="nowrap">
            <TextInput
              label={t('evidencePackages.password')}
              description={<StrengthHint password={value} />}
              maxLength={128}
              autoComplete="off"
              spellCheck={false}
              styles={{ input: { fontFamily: 'var(--wc-mono)' } }}
              style={{ flex: 1 }}
              rightSection={
                value === '' ? null : (
                  <CopyIcon
                    value={value}
                    label={t('evidencePackages.password')}
                    copyText={t('common.copy')}
                    copiedText={t('common.copied')}
                  />
                )
              }
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
            <Button
              variant="default"
              mb={24}
              leftSection={<IconKey size={15} aria-hidden="true" />}
              onClick={() => onChange(suggestPassword())}
            >
              {t('evidencePackages.generate')}
            </Button>
          </Group>
          <p className={styles['text']}>{t('evidencePackages.passwordOnce')}</p>
        </div>
      )}
    </Stack>
  );
}
