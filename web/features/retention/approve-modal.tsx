import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { RETENTION_ROUTES, type RetentionRule } from '../../contract/retention.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { RehearsalPreview } from './rehearsal-preview.tsx';
import styles from './retention.module.css';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';
import { useRuleWords } from './use-rule-words.ts';

interface ApproveModalProps {
  readonly rule: RetentionRule;
  readonly onClose: () => void;
}

/** Puts a proposed rule in force, after what it takes was shown. */
export function ApproveModal({ rule, onClose }: ApproveModalProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const { whom, kept } = useRuleWords();
  const approve = useRouteMutation(RETENTION_ROUTES.approveRule, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
  const save = (): void =>
    approve.mutate(
      { rule: rule.id },
      {
        onSuccess: () => {
          notifications.show({ message: t('retention.approved') });
          onClose();
        },
      },
    );
  return (
    <OpenDialog
      onClose={onClose}
      size="lg"
      title={t('retention.approveTitle', { whom: whom(rule), kept: kept(rule.days) })}
    >
      <Stack gap={14}>
        {approve.error === null ? null : <FormAlert tone="bad">{words(approve.error)}</FormAlert>}
        <RehearsalPreview days={rule.days} team={rule.team?.id ?? null} />
        <p className={styles['text']}>{t('retention.approveText')}</p>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" onClick={save} loading={approve.isPending}>
            {t('retention.approve')}
          </Button>
        </Group>
      </Stack>
    </OpenDialog>
  );
}
