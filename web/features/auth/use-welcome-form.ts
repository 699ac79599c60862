import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { FirstSignIn } from '../../contract/session.ts';
import { MINIMUM_PASSWORD_LENGTH } from './password-strength.ts';

export function useWelcomeForm() {
  const t = useTranslations('auth');
  const { name, email } = FirstSignIn.shape;
  return useForm({
    initialValues: { name: '', email: '', password: '' },
    transformValues: (values) => ({
      ...values,
      name: values.name.trim(),
      email: values.email.trim(),
    }),
    validate: {
      name: (value) => (name.safeParse(value).success ? null : t('nameRequired')),
      email: (value) => (email.safeParse(value.trim()).success ? null : t('emailInvalid')),
      password: (value) => (value.length < MINIMUM_PASSWORD_LENGTH ? t('passwordShort') : null),
    },
  });
}
