import { DeletionRequests } from './deletion-requests.tsx';
import { DeletionsTable } from './deletions-table.tsx';

interface DeletionsPanelProps {
  readonly mayDelete: boolean;
  readonly mayAudit: boolean;
}

/** What somebody wants deleted at once, and what was deleted, by whatever. */
export function DeletionsPanel({ mayDelete, mayAudit }: DeletionsPanelProps) {
  return (
    <>
      <DeletionRequests mayDelete={mayDelete} />
      <DeletionsTable mayAudit={mayAudit} />
    </>
  );
}
