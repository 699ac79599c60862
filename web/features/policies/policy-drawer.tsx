'use client';

import { Button, Group, Stack } from '@mantine/core';
import { IconCopyPlus } from '@tabler/icons-react';
import type { PolicyBody } from '@workcompanion/core/policy/policy-field';
import { policyText } from '@workcompanion/core/policy/policy-words';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '../../components/link-button.tsx';
import { OpenDialog } from '../../components/open-dialog.tsx';
import { SideDrawer } from '../../components/side-drawer.tsx';
import type { PolicyAssignment, PolicySummary, PolicyTarget } from '../../contract/policies.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import { PolicyChanges } from './policy-changes.tsx';
import styles from './policy-drawer.module.css';
import { assignmentFor, policyTarget } from './policy-target.ts';
import { PolicyWords } from './policy-words.tsx';
import { TargetFields, type TargetScope } from './target-fields.tsx';
import { useSetPolicy } from './use-set-policy.ts';

interface PolicyDrawerProps {
  readonly policy: PolicySummary | null;
  /** The version before it. */
  readonly previous: PolicySummary | null;
  readonly assignments: readonly PolicyAssignment[];
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

export function PolicyDrawer(props: PolicyDrawerProps) {
  const { policy, previous, assignments, mayChange, onClose } = props;
  const t = useTranslations('policies');
  const [isAssigning, setAssigning] = useState(false);
  return (
    <SideDrawer
      opened={policy !== null}
      onClose={onClose}
      title={
        policy && t('versionName', { version: policy.version, name: policy.name || t('unnamed') })
      }
    >
      {policy === null ? null : (
        <Stack gap={20} className={styles['content'] ?? ''}>
          {policy.note === '' ? null : <p className={styles['note']}>{policy.note}</p>}
          <section>
            <h3>{t('rules')}</h3>
            <PolicyWords policy={policy.body} />
          </section>
          {policy.body === null ? null : (
            <>
              {previous === null || previous.body === null ? null : (
                <section>
                  <h3>{t('changes', { version: previous.version })}</h3>
                  <PolicyChanges before={previous.body} after={policy.body} />
                </section>
              )}
              <Notices notice={policy.body.notice} />
            </>
          )}
          {mayChange ? (
            <Group gap={8} className={styles['actions'] ?? ''}>
              <Button onClick={() => setAssigning(true)}>{t('assign')}</Button>
              <LinkButton
                href={`/policies/new?from=${policy.version}`}
                variant="default"
                leftSection={<IconCopyPlus size={15} aria-hidden="true" />}
              >
                {t('from')}
              </LinkButton>
            </Group>
          ) : null}
          {isAssigning ? (
            <AssignModal
              version={policy.version}
              assignments={assignments}
              onClose={() => setAssigning(false)}
              // The list behind shows it, and the notice would lie over what the drawer offers.
              onDone={() => {
                setAssigning(false);
                onClose();
              }}
            />
          ) : null}
        </Stack>
      )}
    </SideDrawer>
  );
}

function Notices({ notice: { text } }: { readonly notice: PolicyBody['notice'] }) {
  const { sections } = policyText(useLocale());
  return (
    <section>
      <h3>{sections.notice}</h3>
      <blockquote lang="en">{text.en}</blockquote>
      <blockquote lang="zh-CN">{text['zh-CN']}</blockquote>
    </section>
  );
}

interface AssignModalProps {
  readonly version: number;
  readonly assignments: readonly PolicyAssignment[];
  readonly onClose: () => void;
  /** It is in force. */
  readonly onDone: () => void;
}

/** Puts a version in force for everyone, a team or a device. */
function AssignModal({ version, assignments, onClose, onDone }: AssignModalProps) {
  const t = useTranslations();
  const set = useSetPolicy();
  const [choice, setChoice] = useState<{ scope: TargetScope; id: string | null }>({
    scope: 'all',
    id: null,
  });
  const target = policyTarget(choice.scope, choice.id);
  const before = target === null ? null : (assignmentFor(assignments, target)?.version ?? null);
  const isThereAlready = before === version;
  const save = (): void => {
    if (target !== null) set.mutate({ target, version, before }, { onSuccess: onDone });
  };
  return (
    <OpenDialog onClose={onClose} title={t('policies.assignTitle', { version })}>
      <DialogForm
        confirm={t('policies.assign')}
        isReady={target !== null && !isThereAlready}
        isPending={set.isPending}
        onSubmit={save}
        onCancel={onClose}
      >
        <TargetFields
          scopes={['all', 'team', 'device']}
          scope={choice.scope}
          target={choice.id}
          onChange={(scope, id) => setChoice({ scope, id })}
        />
        {target === null ? null : <Effect version={version} before={before} scope={target.scope} />}
      </DialogForm>
    </OpenDialog>
  );
}

interface EffectProps {
  readonly version: number;
  readonly before: number | null;
  readonly scope: PolicyTarget['scope'];
}

/** What becomes of it. */
function Effect({ version, before, scope }: EffectProps) {
  const t = useTranslations('policies');
  if (before === version) {
    return <p className={styles['note']}>{t('assignAlready', { version })}</p>;
  }
  return (
    <ul className={styles['effect']}>
      <li>{before === null ? t('assignFirst') : t('assignReplaces', { version: before })}</li>
      {scope === 'all' ? <li>{t('assignAllBut')}</li> : null}
      <li>{t('assignWhen')}</li>
    </ul>
  );
}
