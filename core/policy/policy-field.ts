import { z } from 'zod';
import { Policy } from '../protocol/policy.ts';

/** What a policy says, without the number it gets when it is stored. */
export type PolicyBody = Omit<Policy, 'version'>;

type Groups = Omit<PolicyBody, 'notice'>;

/** Every value that can be set: "capture.framesPerSecond", "schedule". */
type PolicyFieldPath =
  | {
      [G in keyof Groups]-?: Groups[G] extends object ? `${G}.${keyof Groups[G] & string}` : G;
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
    | 'optional-names'
    | 'text'
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

/** What the schema says of a number: the least, the most, and whether it may be left empty. */
interface NumberLimits {
  readonly minimum: number;
  readonly maximum: number;
  readonly isOptional: boolean;
}

export function numberLimits(path: PolicyFieldPath): NumberLimits {
  const schema = schemaOf(path);
  const number = bare(schema);
  if (!(number instanceof z.ZodNumber)) throw new Error(`${path} is no number`);
  return {
    minimum: number.minValue ?? Number.NEGATIVE_INFINITY,
    maximum: number.maxValue ?? Number.POSITIVE_INFINITY,
    isOptional: z.safeParse(schema, null).success,
  };
}

/** The values that a field can have. */
export function choicesOf(path: PolicyFieldPath): readonly string[] {
  const schema = bare(schemaOf(path));
  if (!(schema instanceof z.ZodEnum)) throw new Error(`${path} is no choice`);
  return schema.options.map(String);
}

function schemaOf(path: PolicyFieldPath): z.core.$ZodType {
  return path.split('.').reduce<z.core.$ZodType>((schema, key) => {
    const object = bare(schema);
    const inner = object instanceof z.ZodObject ? object.shape[key] : undefined;
    if (inner === undefined) throw new Error(`a policy has no ${path}`);
    return inner;
  }, Policy);
}

/** The schema inside of what makes it optional. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable;
  return isWrapped ? bare(schema.unwrap()) : schema;
}
