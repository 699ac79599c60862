import type { GapCause } from '../../protocol/gap-cause.ts';
import type { FindingCode, FindingGroup, FindingStatus } from '../finding-codes.ts';
import type { PackageCustody } from '../package-documents.ts';
import type { Outcome } from '../verdict.ts';
import type { ZipAmbiguity } from '../zip-records.ts';

/** What both verifiers say, in one language. `{name}` stands for a fact of the finding. */
export interface Words {
  readonly outcomes: Readonly<Record<Outcome, { readonly title: string; readonly text: string }>>;
  readonly findings: Readonly<Record<FindingCode, string>>;
  readonly groups: Readonly<Record<FindingGroup, string>>;
  readonly statuses: Readonly<Record<FindingStatus, string>>;
  readonly causes: Readonly<Record<GapCause, string>>;
  /** What makes an archive ambiguous. */
  readonly archive: Readonly<Record<ZipAmbiguity, string>>;
  readonly absent: Readonly<Record<'shredded' | 'unreadable' | 'whole', string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly places: {
    readonly statement: string;
    readonly stretch: string;
    readonly checkpoint: string;
  };
  readonly facts: Readonly<
    Record<
      | 'person'
      | 'case'
      | 'clip'
      | 'time'
      | 'serverTime'
      | 'computers'
      | 'zip'
      | 'package'
      | 'serverKey'
      | 'deviceKey',
      string
    >
  >;
  readonly custody: Readonly<Record<PackageCustody['events'][number]['action'], string>>;
  /** By the code that stands in the custody log; a newer server may know more. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Which programs were in front. */
  readonly programs: Readonly<Record<'title' | 'none' | 'noTitle', string>>;
  readonly more: string;
  readonly deviceKeyNote: string;
}

export type Language = 'en' | 'zh-CN';
