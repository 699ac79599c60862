import type { CaseId } from '@workcompanion/core/ids';
import { MAX_CLIP, MakeClip } from '../../../contract/clips.ts';
import type { PersonDay } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';

/** What the form holds, besides the case. */
export interface ClipForm {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly laneKeys: readonly string[];
}

type ClipFault = 'order' | 'long' | null;

export function faultOf({ from, to }: ClipForm): ClipFault {
  if (to <= from) return 'order';
  return to - from > MAX_CLIP ? 'long' : null;
}

/** What is asked of the server; null while something is missing. */
export function clipOf(form: ClipForm, day: PersonDay, caseId: CaseId): MakeClip | null {
  const displays = day.lanes
    .filter((lane) => form.laneKeys.includes(laneKey(lane)))
    .map(({ device, display }) => ({ device, display }));
  const { title, from, to } = form;
  if (faultOf(form) !== null) return null;
  const wish = { case: caseId, person: day.person.id, title, from, to, displays };
  return MakeClip.safeParse(wish).data ?? null;
}
