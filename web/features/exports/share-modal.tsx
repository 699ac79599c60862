import { useTranslations } from 'next-intl';
import { OpenDialog } from '../../components/open-dialog.tsx';
import type { ExportSummary } from '../../contract/exports.ts';
import { ShareForm } from './share-form.tsx';
import { ShareOnce } from './share-once.tsx';
import { useMakeShare } from './use-make-share.ts';

interface ShareModalProps {
  readonly made: ExportSummary;
  readonly onClose: () => void;
}

/** First for whom and how long; then, this once, the link and its passcode. */
export function ShareModal({ made, onClose }: ShareModalProps) {
  const t = useTranslations('exports');
  const share = useMakeShare();
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
