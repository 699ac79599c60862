import type { NotificationFacts } from '@workcompanion/core/notifications';
import { stretchHref } from '../cases/stretch-href.ts';

/** Where it can be looked at, and acted on. */
export function notificationHref(facts: NotificationFacts): string {
  switch (facts.kind) {
    case 'approval-asked':
      return '/approvals';
    case 'approval-given':
    case 'approval-refused':
      return '/approvals?tab=closed';
    case 'package-asked':
      return `/cases/${facts.case.id}?tab=packages`;
    case 'package-refused':
    case 'package-made':
    case 'package-failed':
      return `/cases/${facts.case.id}/evidence-packages/${facts.evidencePackage}`;
    case 'remark':
    case 'answer':
      return stretchHref(facts);
    case 'saved-search-found':
      return `/search?saved=${facts.savedSearch}`;
    case 'alarm':
    case 'alarm-over':
      return '/overview';
  }
}
