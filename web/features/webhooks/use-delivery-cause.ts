import { useTranslations } from 'next-intl';

/** By the code that a failed connection begins with. */
const CAUSES = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'cutOff',
  UND_ERR_SOCKET: 'cutOff',
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ETIMEDOUT: 'late',
  UND_ERR_CONNECT_TIMEOUT: 'late',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  CERT_HAS_EXPIRED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
} as const;

function isKnown(code: string): code is keyof typeof CAUSES {
  return Object.hasOwn(CAUSES, code);
}

/** Why a delivery failed, in words; what is not known stands as the system said it. */
export function useDeliveryCause(): (error: string, status: number | null) => string {
  const t = useTranslations('webhooks.causes');
  return (error, status) => {
    if (status !== null) return t('answered', { status });
    const [code = ''] = error.split(' ', 1);
    return isKnown(code) ? t(CAUSES[code]) : error;
  };
}
