'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { PolicyAssignment, PolicyTarget } from '../../contract/policies.ts';
import { DialogForm } from '../forms/dialog-form.tsx';
import styles from './policy-drawer.module.css';
import { assignmentFor, policyTarget } from './policy-target.ts';
import { TargetFields, type TargetScope } from './target-fields.tsx';
import { useSetPolicy } from './use-set-policy.ts';

interface AssignModalProps {
  readonly version: number;
  readonly assignments: readonly PolicyAssignment[];
  readonly onClose: () => void;
  /** It is in force. */
  readonly onDone: () => void;
}

/** Puts a version in force for everyone, a team or a device. */
export function AssignModal({ version, assignments, onClose, onDone }: AssignModalProps) {
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
