import { UPDATE_CODES } from '@workcompanion/core/releases/update-codes';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What Windows Installer most often ends with (winerror.h). */
const INSTALLER_CODES = ['1602', '1603', '1618', '1619', '1620', '1625', '1633', '1638'] as const;

/** Why an update waits, was refused or failed; a code of another version of the recorder stands for itself. */
export function useUpdateCause(): (code: string) => string {
  const t = useTranslations('releases');
  return useCallback(
    (code: string) => {
      const known = UPDATE_CODES.find((each) => each === code);
      if (known !== undefined) return t(`causes.${known}`);
      const ended = INSTALLER_CODES.find((each) => each === code);
      if (ended !== undefined) return t(`installerCauses.${ended}`);
      return /^\d+$/.test(code) ? t('installerCauses.other') : code;
    },
    [t],
  );
}
