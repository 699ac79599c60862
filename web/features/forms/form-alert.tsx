import { Alert } from '@mantine/core';
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface FormAlertProps {
  readonly tone: 'bad' | 'info';
  readonly children: ReactNode;
}

export function FormAlert({ tone, children }: FormAlertProps) {
  const isBad = tone === 'bad';
  return (
    <Alert
      role={isBad ? 'alert' : 'status'}
      color={isBad ? 'red' : 'brand'}
      variant="light"
      radius="md"
      p={10}
      icon={isBad ? <IconAlertCircle size={17} /> : <IconInfoCircle size={17} />}
    >
      {children}
    </Alert>
  );
}
