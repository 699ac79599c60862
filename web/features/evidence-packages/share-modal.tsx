import { useTranslations } from 'next-intl';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { EvidencePackageSummary } from '../../contract/evidence-packages.ts';
import { SHARE_ROUTES } from '../../contract/shares.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { SHOWN_OF_CASES } from '../cases/shown-of-cases.ts';
import { ShareForm } from './share-form.tsx';
import { ShareOnce } from './share-once.tsx';

interface ShareModalProps {
  readonly made: EvidencePackageSummary;
  readonly onClose: () => void;
}

/** First for whom and how long; then, this once, the link and its passcode. */
export function ShareModal({ made, onClose }: ShareModalProps) {
  const t = useTranslations('evidencePackages');
  // The answer holds link and passcode, this once: it is kept in no cache.
  const share = useRouteMutation(SHARE_ROUTES.makeShare, {
    gcTime: 0,
    refreshes: SHOWN_OF_CASES,
  });
  return (
    <OpenDialog
      onClose={onClose}
      size={480}
      title={t(share.data === undefined ? 'shareTitle' : 'shareMade')}
      closeOnClickOutside={false}
    >
      {share.data === undefined ? (
        <ShareForm
          made={made}
          isPending={share.isPending}
          error={share.error}
          onSubmit={(wish) => share.mutate(wish)}
          onCancel={onClose}
        />
      ) : (
        <ShareOnce share={share.data} onDone={onClose} />
      )}
    </OpenDialog>
  );
}
