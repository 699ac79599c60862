'use client';

import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PageHeader } from '../../components/page-header.tsx';
import type { PolicySummary } from '../../contract/policies.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { useAskBeforeLeaving } from '../unsaved/use-ask-before-leaving.ts';
import { AboutFields } from './fields/about-fields.tsx';
import { ExcludedFields } from './fields/excluded-fields.tsx';
import { HoursFields } from './fields/hours-fields.tsx';
import { NoticeFields } from './fields/notice-fields.tsx';
import { PersonFields } from './fields/person-fields.tsx';
import { PictureFields } from './fields/picture-fields.tsx';
import { TrafficFields } from './fields/traffic-fields.tsx';
import styles from './policy-editor.module.css';
import { policyBodyOf, policyFormValues } from './policy-form-values.ts';
import { PolicyPreview } from './policy-preview.tsx';
import { policyTarget } from './policy-target.ts';
import { useCreatePolicy } from './use-create-policy.ts';
import { usePolicyValidation } from './use-policy-validation.ts';

/** Makes the next version from `base`; beside the form stands what it will change, in words. */
export function PolicyEditor({ base }: { readonly base: PolicySummary }) {
  const t = useTranslations();
  const words = useErrorWords();
  const router = useRouter();
  const create = useCreatePolicy();
  const form = useForm({
    initialValues: policyFormValues(base.body),
    validate: usePolicyValidation(),
    validateInputOnBlur: true,
  });
  useAskBeforeLeaving(() => form.isDirty());
  const submit = form.onSubmit(
    (values) =>
      create.mutate(
        {
          name: values.name.trim(),
          note: values.note.trim(),
          body: policyBodyOf(values, base.body),
          target: policyTarget(values.scope, values.target),
        },
        {
          onSuccess: ({ version }) => {
            notifications.show({ message: t('policies.saved', { version }) });
            router.push('/policies');
          },
        },
      ),
    // The form is long: what must be mended may be out of sight.
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );
  return (
    <form onSubmit={submit} noValidate className={styles['form']}>
      <PageHeader
        title={t('policies.newTitle')}
        aside={t('policies.newFrom', {
          version: base.version,
          name: base.name || t('policies.unnamed'),
        })}
      >
        <Group gap={8}>
          <Button variant="default" onClick={() => leaveBy(() => router.push('/policies'))}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('policies.save')}
          </Button>
        </Group>
      </PageHeader>
      <div className={styles['body']}>
        <div className={styles['fields']}>
          {create.error === null ? null : <FormAlert tone="bad">{words(create.error)}</FormAlert>}
          <AboutFields form={form} />
          <HoursFields form={form} />
          <PictureFields form={form} />
          <PersonFields form={form} />
          <ExcludedFields form={form} />
          <TrafficFields form={form} />
          <NoticeFields form={form} />
        </div>
        <PolicyPreview base={base} values={form.values} />
      </div>
    </form>
  );
}
