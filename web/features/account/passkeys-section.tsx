'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Account } from '../../contract/account.ts';
import { passkeysWorkHere } from '../auth/passkeys-work-here.ts';
import styles from './account-view.module.css';
import { PasskeyItem } from './passkey-item.tsx';
import { PasskeySteps } from './passkey-steps.tsx';

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
