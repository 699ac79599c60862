import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useConfirm } from '../../components/use-confirm.tsx';
import { RETENTION_ROUTES, type RetentionRule } from '../../contract/retention.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { SHOWN_OF_RETENTION } from './shown-of-retention.ts';
import { useRuleWords } from './use-rule-words.ts';

/** Withdraws a rule that is in force, or drops a proposal. */
export function EndRuleButton({ rule }: { readonly rule: RetentionRule }) {
  const t = useTranslations();
  const words = useErrorWords();
  const { whom } = useRuleWords();
  const confirm = useConfirm();
  const end = useRouteMutation(RETENTION_ROUTES.endRule, {
    refreshesAnyway: SHOWN_OF_RETENTION,
  });
  const kind = rule.approved === null ? 'drop' : 'withdraw';
  const ask = (): void =>
    confirm({
      title: t(`retention.${kind}Title`, { whom: whom(rule) }),
      text: t(`retention.${kind}Text`),
      confirm: t(`retention.${kind}`),
      cancel: t('common.cancel'),
      onConfirm: () =>
        end.mutate(
          { rule: rule.id },
          {
            onSuccess: () => notifications.show({ message: t(`retention.${kind}Done`) }),
            onError: (error) => notifications.show({ color: 'red', message: words(error) }),
          },
        ),
    });
  return (
    <Button variant="subtle" color="red" size="compact-sm" onClick={ask}>
      {t(`retention.${kind}`)}
    </Button>
  );
}
