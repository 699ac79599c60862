import type { PackageDraft } from '@workcompanion/core/evidence/testing/package-draft';
import { MIDNIGHT, SECOND } from '@workcompanion/core/evidence/testing/record-scene';
import { newId, SegmentId } from '@workcompanion/core/ids';
import { type Attack, type Bend, nth } from './attack.ts';

function segment({ manifest }: PackageDraft, at: number) {
  return nth(manifest.segments, at);
}

function device({ manifest }: PackageDraft) {
  return nth(manifest.devices, 0);
}

function hide(draft: PackageDraft, at: number, absent: 'withheld' | 'shredded'): void {
  const one = segment(draft, at);
  draft.segments.delete(one.path ?? '');
  draft.keys.segments = draft.keys.segments.filter((key) => key.segment !== one.segment);
  Object.assign(one, { path: null, absent });
}

const BENDS: readonly Bend[] = [
  [
    'another host name',
    'host-differs',
    (draft) => {
      device(draft).hostname = 'PC-9999';
    },
  ],
  [
    'another time zone',
    'host-differs',
    (draft) => {
      device(draft).timeZone = 'Europe/Berlin';
    },
  ],
  [
    'other rules',
    'policy-differs',
    (draft) => {
      nth(draft.policies.policies, 0).body = { version: 3 };
    },
  ],
  [
    'no rules',
    'policy-unproven',
    (draft) => {
      draft.policies.policies = [];
    },
  ],
  [
    'another notice',
    'notice-differs',
    (draft) => {
      nth(draft.notice.acknowledgements, 0).text = 'Nothing is recorded.';
    },
  ],
  [
    'another version of the notice',
    'notice-differs',
    (draft) => {
      nth(draft.notice.acknowledgements, 0).noticeVersion = 9;
    },
  ],
  [
    'no acknowledgement',
    'notice-unproven',
    (draft) => {
      draft.context.splice(1, 1);
      draft.checkpoints.proofs.splice(1, 1);
      draft.notice.acknowledgements = [];
    },
  ],
  ['custody out of order', 'custody-order', (draft) => void draft.custody.events.reverse()],
  [
    'custody after the package',
    'custody-order',
    (draft) => {
      nth(draft.custody.events, 3).at += 1_000 * SECOND;
    },
  ],
  [
    'custody that says a thing twice',
    'document-ambiguous',
    (draft) => {
      draft.bendDocument = (path, text) =>
        path === 'custody.json' ? text.replace('{"at":', '{"at":1,"at":') : text;
    },
  ],
  [
    'a file that nothing speaks of',
    'file-unknown',
    (draft) => void draft.segments.set('extra/x.jpg', new Uint8Array(9)),
  ],
  [
    'footage dropped without a word',
    'segment-unlisted',
    (draft) => {
      draft.segments.delete(segment(draft, 3).path ?? '');
      draft.manifest.segments.splice(3, 1);
    },
  ],
  [
    'footage exchanged',
    'segment-file-differs',
    (draft) => {
      const [one, other] = [segment(draft, 0).path ?? '', segment(draft, 2).path ?? ''];
      const bytes = draft.segments.get(one) ?? new Uint8Array();
      draft.segments.set(one, draft.segments.get(other) ?? bytes);
      draft.segments.set(other, bytes);
    },
  ],
  [
    'footage shown twice',
    'segment-duplicate',
    (draft) => void draft.manifest.segments.push(segment(draft, 0)),
  ],
  [
    'footage moved in time',
    'segment-differs',
    (draft) => {
      segment(draft, 1).start += SECOND;
    },
  ],
  [
    'footage of another display',
    'segment-differs',
    (draft) => {
      segment(draft, 0).display = segment(draft, 1).display;
    },
  ],
  [
    'footage that was never signed',
    'segment-unsigned',
    (draft) => {
      segment(draft, 0).journalIndex = 9_999;
    },
  ],
  ['footage hidden without a reason', 'withheld-silently', (draft) => hide(draft, 2, 'withheld')],
  [
    'footage that was to be left out',
    'withheld-present',
    (draft) => {
      const { start: from, device: of, display } = segment(draft, 2);
      draft.manifest.redaction.withheld.push({
        from,
        to: from + SECOND,
        device: of,
        display,
        reason: 'Private',
      });
    },
  ],
  [
    'footage that is said to be destroyed',
    'segment-absent',
    (draft) => {
      hide(draft, 2, 'shredded');
    },
  ],
  [
    'a key that opens nothing',
    'segment-unplayable',
    (draft) => {
      nth(draft.keys.segments, 0).key = 'A'.repeat(22);
    },
  ],
  ['a key that is gone', 'key-missing', (draft) => void draft.keys.segments.shift()],
  [
    'a key too many',
    'key-unneeded',
    (draft) =>
      void draft.keys.segments.push({ ...nth(draft.keys.segments, 0), segment: newId(SegmentId) }),
  ],
  [
    'the key of a window, kept quiet',
    'key-undeclared',
    (draft) => {
      draft.manifest.windowKeys = [];
    },
  ],
  [
    'a key of another time',
    'key-misplaced',
    (draft) => {
      nth(draft.keys.keys, 0).window = { from: MIDNIGHT, to: MIDNIGHT + 86_400 * SECOND };
    },
  ],
];

/** By whoever runs the server and holds its key. */
export const SERVER_ATTACKS: readonly Attack[] = BENDS.map(([name, code, bend]) => ({
  name: `server: ${name}`,
  code,
  make: (workshop) => workshop.sealed((draft) => bend(draft, workshop)),
}));
