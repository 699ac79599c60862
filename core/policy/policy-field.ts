import type { Policy } from '../protocol/policy.ts';

/** What a policy says, without the number it gets when it is stored. */
export type PolicyBody = Omit<Policy, 'version'>;

type Groups = Omit<PolicyBody, 'notice'>;

/** Every value that can be set: "capture.framesPerSecond", "schedule". */
export type PolicyFieldPath =
  | {
      [G in keyof Groups]: Groups[G] extends object ? `${G}.${keyof Groups[G] & string}` : G;
    }[keyof Groups]
  | 'notice.text';

export type PolicyFieldValue<P extends PolicyFieldPath> = P extends `${infer G}.${infer F}`
  ? G extends keyof PolicyBody
    ? F extends keyof PolicyBody[G]
      ? PolicyBody[G][F]
      : never
    : never
  : P extends keyof PolicyBody
    ? PolicyBody[P]
    : never;

/** The parts of the form, in its order. */
export const POLICY_SECTIONS = [
  'hours',
  'picture',
  'person',
  'excluded',
  'traffic',
  'notice',
] as const;
export type PolicySection = (typeof POLICY_SECTIONS)[number];

/** One value and how it is set. Its limits and choices come from its schema. */
export interface PolicyField {
  readonly path: PolicyFieldPath;
  readonly kind:
    | 'number'
    | 'choice'
    | 'radio'
    | 'switch'
    | 'hevc'
    | 'names'
    | 'week'
    | 'daily-hours'
    | 'notice';
  /** What the form shows as 1 is so much in the policy: 60 for minutes of a value in seconds. */
  readonly unit?: number;
  readonly decimals?: number;
  /** A switch sets a number that may be null to this value. */
  readonly proposal?: number;
  /** Hidden while this is false, because the value then has no effect. */
  readonly shownIf?: (policy: PolicyBody) => boolean;
}

export interface FieldText {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly choiceHints?: Readonly<Record<string, string>>;
}

type ChoicesOf<V> = [V] extends [string]
  ? { readonly choices: Readonly<Record<V, string>> }
  : unknown;

/** The words of every field: one with choices has a word for each of them. */
export type FieldTexts = {
  readonly [P in PolicyFieldPath]: FieldText & ChoicesOf<PolicyFieldValue<P>>;
};
