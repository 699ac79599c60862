import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PEOPLE_ROUTES } from '../../../../../contract/people.ts';
import { PersonDayView } from '../../../../../features/day/person-day-view.tsx';
import { isDate } from '../../../../../features/day/time/local-date.ts';
import { readPersonDay } from '../../../../../server/people/read-person-day.ts';
import type { QueryProps } from '../../../../search-params.ts';
import { requirePerson } from '../../../../session/require-person.ts';
import { question, WithAnswers } from '../../../../session/with-answers.tsx';

interface DayPageProps extends QueryProps {
  readonly params: Promise<{ readonly id: string; readonly date: string }>;
}

export async function generateMetadata(props: DayPageProps): Promise<Metadata> {
  const { id, date } = await props.params;
  const { name } = await requirePerson(await pathOf(props), id);
  return { title: `${name} · ${date}` };
}

/** The address with its query: a link to a second leads there also after signing in. */
async function pathOf({ params, searchParams }: DayPageProps): Promise<string> {
  const { id, date } = await params;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    if (typeof value === 'string') query.set(name, value);
  }
  return `/people/${id}/${date}${query.size === 0 ? '' : `?${query}`}`;
}

export default async function DayPage(props: DayPageProps) {
  const { id, date } = await props.params;
  await requirePerson(await pathOf(props), id);
  if (!isDate(date)) notFound();
  return (
    <WithAnswers
      questions={[question(PEOPLE_ROUTES.readPersonDay, { person: id, date }, readPersonDay)]}
    >
      <PersonDayView person={id} date={date} />
    </WithAnswers>
  );
}
