import { Temporal } from 'temporal-polyfill';

/** What of a query says a day and a time, and what is left of it: a name, as a rule. */
export interface DayWords {
  readonly rest: string;
  /** "2026-11-24" */
  readonly date: string;
  /** "14:30" */
  readonly time: string | null;
}

/** How many days ago, by what it is called. */
const AGO: Readonly<Record<string, number>> = {
  today: 0,
  yesterday: 1,
  今天: 0,
  昨天: 1,
  前天: 2,
};

/** From Monday on, by their first letters in English. */
const WEEKDAYS = [
  ['monday', '周一', '星期一'],
  ['tuesday', '周二', '星期二'],
  ['wednesday', '周三', '星期三'],
  ['thursday', '周四', '星期四'],
  ['friday', '周五', '星期五'],
  ['saturday', '周六', '星期六'],
  ['sunday', '周日', '星期日'],
] as const;
const FEWEST_LETTERS = 3;

const TIME = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/;
/** A day that is written against a name or a time: "王伟昨天14:30". */
const TOUCHING = /(今天|昨天|前天|周[一二三四五六日]|星期[一二三四五六日])/g;

/** Reads "mia yesterday 14:30"; null where nothing of it is a day or a time. A time alone is of today. */
export function readDayWords(query: string, today: string): DayWords | null {
  let date: string | null = null;
  let time: string | null = null;
  const rest: string[] = [];
  for (const word of query.replace(TOUCHING, ' $1 ').split(/\s+/)) {
    const [, hour, minute] = TIME.exec(word) ?? [];
    const said = dateOf(word.toLowerCase(), today);
    if (time === null && hour !== undefined) time = `${hour.padStart(2, '0')}:${minute}`;
    else if (date === null && said !== null) date = said;
    else if (word !== '') rest.push(word);
  }
  if (date === null && time === null) return null;
  return { rest: rest.join(' '), date: date ?? today, time };
}

function dateOf(word: string, today: string): string | null {
  const now = Temporal.PlainDate.from(today);
  const ago = AGO[word];
  if (ago !== undefined) return now.subtract({ days: ago }).toString();
  const weekday = WEEKDAYS.findIndex((names) => names.some((name) => isShortFor(word, name)));
  // The last one that has begun.
  if (weekday >= 0) return now.subtract({ days: (now.dayOfWeek - 1 - weekday + 7) % 7 }).toString();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return null;
  try {
    return Temporal.PlainDate.from(word, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

function isShortFor(word: string, name: string): boolean {
  return word === name || (word.length >= FEWEST_LETTERS && name.startsWith(word));
}
