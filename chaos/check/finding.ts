/** What was promised, by the word for what is wrong when it is not kept. */
export const PROMISES = {
  'broken chain': 'each journal verifies: signatures, links, no index missing',
  'wrong receipt': 'each receipt is signed by the server, for just this entry',
  lost: 'nothing that was receipted is lost: entry, row, bytes',
  doubled: 'nothing is there twice',
  'wrong bytes': 'the bytes of each segment hash to what its statement says',
  'never said': 'the server has nothing that no device has said',
  'not sent': 'everything was sent in the end, and nothing refused',
  'not archived': 'everything was archived in the end, and nothing is in quarantine',
  'unnamed time': 'from its first frame on each moment of a display is footage or a gap',
  overlap: 'no moment of a display is recorded twice',
  'gap over footage': 'no gap lies over footage',
  'wrong timeline': 'spans and gaps of the portal are those of the journals',
  'too much lost': 'a kill costs 5 s at most, and 2 s at the median',
} as const;
export type ChaosFindingKind = keyof typeof PROMISES;

export interface ChaosFinding {
  readonly kind: ChaosFindingKind;
  readonly what: string;
}
