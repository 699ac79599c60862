'use client';
import { Button, Group, Input, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { POLICY_SECTIONS, type PolicyBody } from '@workcompanion/core/policy/policy-field';
import { POLICY_RULES } from '@workcompanion/core/policy/policy-rules';
import { policyText } from '@workcompanion/core/policy/policy-words';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { leaveBy } from '../../components/leaving/guard.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import { POLICY_ROUTES, type PolicySummary } from '../../contract/policies.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useRoutePages } from '../api/use-route-pages.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { useErrorWords } from '../errors/use-error-words.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { useAskBeforeLeaving } from '../unsaved/use-ask-before-leaving.ts';
import { PolicyFieldInput } from './fields/policy-field-input.tsx';
import { PolicyChanges } from './policy-changes.tsx';
import styles from './policy-editor.module.css';
import type { PolicyForm, PolicyFormValues } from './policy-form.ts';
import { policyTarget } from './policy-target.ts';
import { PolicyWords } from './policy-words.tsx';
import { TargetFields } from './target-fields.tsx';

/** Makes the next version from `base`; beside the form stands what it will change, in words. */
function PolicyEditor({ base, body }: { readonly base: PolicySummary; readonly body: PolicyBody }) {
  const t = useTranslations();
  const words = useErrorWords();
  const router = useRouter();
  const create = useRouteMutation(POLICY_ROUTES.createPolicy, {
    refreshes: [POLICY_ROUTES.listPolicies],
  });
  const form = useForm<PolicyFormValues>({
    initialValues: {
      name: '',
      note: '',
      scope: 'none',
      target: null,
      body,
      unreadable: [],
    },
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
          body: values.body,
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
          <PolicyFields form={form} />
        </div>
        <PolicyPreview base={body} body={form.values.body} />
      </div>
    </form>
  );
}

/** What a form must hold before it is sent; the server checks everything again. */
function usePolicyValidation() {
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

/** Every value of a policy, in the parts that its rules name. */
function PolicyFields({ form }: { readonly form: PolicyForm }) {
  const t = useTranslations('policies');
  const text = policyText(useLocale());
  const fieldsOf = (part: string) =>
    POLICY_RULES.filter(({ section }) => section === part).flatMap(({ fields }) => fields);
  return POLICY_SECTIONS.map((section) => (
    <fieldset key={section} className={styles['section']}>
      <legend>{text.sections[section]}</legend>
      {section === 'excluded' ? (
        <Text size="sm" c="dimmed">
          {t('fields.excludedHint')}
        </Text>
      ) : null}
      <div className={styles['pair']}>
        {fieldsOf(section)
          .filter(({ shownIf }) => shownIf?.(form.values.body) ?? true)
          .map((field) => (
            <PolicyFieldInput key={field.path} form={form} field={field} />
          ))}
      </div>
    </fieldset>
  ));
}

/** The editor on the version that `from` names; without, on the one that is for all. */
export function NewPolicyView() {
  const t = useTranslations('common');
  const policies = useRoutePages(POLICY_ROUTES.listPolicies, {});
  const [from] = useQueryParam('from');
  const versions = policies.data?.pages.flatMap((page) => page.items) ?? [];
  const forAll = policies.data?.pages[0]?.assignments.find(({ target }) => target.scope === 'all');
  const wanted = from === '' ? String(forAll?.version) : from;
  const base = versions.find(({ version }) => String(version) === wanted) ?? versions[0];
  if (base === undefined) {
    const skeleton = <TableSkeleton columns={3} label={t('loading')} />;
    return <QueryFallback query={policies} skeleton={skeleton} />;
  }
  // Made from here, what this page does not know of it would be lost.
  if (base.body === null) return <FormAlert tone="info">{t('outdated')}</FormAlert>;
  return <PolicyEditor key={base.version} base={base} body={base.body} />;
}

function AboutFields({ form }: { readonly form: PolicyForm }) {
  const t = useTranslations('policies');
  const { scope, target } = form.values;
  return (
    <fieldset className={styles['section']}>
      <legend>{t('about')}</legend>
      <TextInput
        label={t('fields.name')}
        placeholder={t('fields.namePlaceholder')}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('fields.note')}
        placeholder={t('fields.notePlaceholder')}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('note')}
      />
      <Input.Wrapper label={t('fields.target')} error={form.errors['target']}>
        <TargetFields
          scopes={['none', 'all', 'team', 'device']}
          scope={scope}
          target={target}
          onChange={(nextScope, nextTarget) =>
            form.setValues({ scope: nextScope, target: nextTarget })
          }
        />
      </Input.Wrapper>
    </fieldset>
  );
}

interface PolicyPreviewProps {
  readonly base: PolicyBody;
  readonly body: PolicyBody;
}

/** The policy that the form describes, in words, and what it changes. */
function PolicyPreview({ base, body }: PolicyPreviewProps) {
  const t = useTranslations('policies');
  const before = base.notice;
  const isSameNotice =
    before.text.en === body.notice.text.en && before.text['zh-CN'] === body.notice.text['zh-CN'];
  const version = isSameNotice ? before.version : before.version + 1;
  const policy: PolicyBody = { ...body, notice: { ...body.notice, version } };
  return (
    <aside className={styles['preview']}>
      <section>
        <h2>{t('newChanges')}</h2>
        <PolicyChanges before={base} after={policy} />
        {isSameNotice ? null : <p className={styles['warning']}>{t('newNotice')}</p>}
      </section>
      <section>
        <h2>{t('rules')}</h2>
        <PolicyWords policy={policy} />
      </section>
    </aside>
  );
}
