import { notifications } from '@mantine/notifications';
import type { CaseId } from '@workcompanion/core/ids';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import styles from './cases.module.css';

interface Added {
  readonly caseId: CaseId;
  readonly message: string;
  readonly link: string;
}

/** Says that it is done, with the way to the case. */
export function tellAdded({ caseId, message, link }: Added): void {
  notifications.show({
    message: (
      <>
        {message}{' '}
        <PortalLink className={styles['open']} href={`/cases/${caseId}`}>
          {link}
        </PortalLink>
      </>
    ),
  });
}
