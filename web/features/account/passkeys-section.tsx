'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useState } from 'react';
import type { Account } from '../../contract/account.ts';
import type { Passkey } from '../../contract/passkeys.ts';
import { passkeysWorkHere } from '../auth/sign-with-passkey.ts';
import { useDates } from '../format/use-dates.ts';
import styles from './account-view.module.css';
import { OwnerProof } from './owner-proof.tsx';
import { PasskeySteps } from './passkey-steps.tsx';
import { usePasskeys } from './use-passkeys.ts';

/** Fingers, faces, PINs and keys that open the account; or why there can be none here. */
export function PasskeysSection({ account }: { readonly account: Account }) {
  const t = useTranslations('account');
  const [isAdding, setAdding] = useState(false);
  const [doWork, setDoWork] = useState(true);
  useEffect(() => setDoWork(passkeysWorkHere(account.passkeyHost)), [account.passkeyHost]);
  const close = (): void => setAdding(false);
  return (
    <section className={styles['section']}>
      <h2>{t('passkeys')}</h2>
      <p>{doWork ? t('passkeysText') : t('passkeysNotHere', { host: account.passkeyHost })}</p>
      {account.passkeys.length === 0 ? null : (
        <ul className={styles['items']} aria-label={t('passkeys')}>
          {account.passkeys.map((passkey) => (
            <PasskeyItem key={passkey.id} passkey={passkey} account={account} />
          ))}
        </ul>
      )}
      {isAdding ? (
        <PasskeySteps account={account} onDone={close} onCancel={close} />
      ) : doWork ? (
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('addPasskey')}
        </Button>
      ) : null}
    </section>
  );
}

interface PasskeyItemProps {
  readonly passkey: Passkey;
  readonly account: Account;
}

function PasskeyItem({ passkey, account }: PasskeyItemProps) {
  const t = useTranslations('account');
  const dates = useDates();
  const { remove } = usePasskeys();
  const [doing, setDoing] = useState<'renaming' | 'removing' | null>(null);
  const close = (): void => setDoing(null);
  if (doing === 'renaming') return <Renaming passkey={passkey} onDone={close} />;
  if (doing === 'removing') {
    return (
      <li className={styles['item']}>
        <OwnerProof
          account={account}
          text={t('removePasskeyText', { name: passkey.name })}
          action={t('removePasskey')}
          isPending={remove.isPending}
          error={remove.error}
          onProve={(proof) => remove.mutate({ ...proof, passkeyId: passkey.id })}
          onCancel={close}
        />
      </li>
    );
  }
  const used = passkey.lastUsedAt;
  return (
    <li className={styles['item']}>
      <div>
        <strong>{passkey.name}</strong>
        <span className={styles['facts']}>
          {t('passkeyFacts', {
            added: dates.day(passkey.createdAt),
            used: used === null ? t('passkeyUnused') : dates.moment(used),
          })}
        </span>
      </div>
      <Group gap={6} wrap="nowrap">
        <Button size="xs" variant="default" onClick={() => setDoing('renaming')}>
          {t('rename')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setDoing('removing')}>
          {t('removePasskey')}
        </Button>
      </Group>
    </li>
  );
}

interface RenamingProps {
  readonly passkey: Passkey;
  readonly onDone: () => void;
}

function Renaming({ passkey, onDone }: RenamingProps) {
  const t = useTranslations();
  const { rename } = usePasskeys();
  const [name, setName] = useState(passkey.name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rename.mutate({ passkey: passkey.id, name: name.trim() }, { onSuccess: onDone });
  };
  return (
    <li className={styles['item']}>
      <form className={styles['form']} onSubmit={submit}>
        <TextInput
          label={t('account.passkeyName')}
          maxLength={60}
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group gap={8}>
          <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
            {t('account.rename')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </form>
    </li>
  );
}
