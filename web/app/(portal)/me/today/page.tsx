import { forbidden, redirect } from 'next/navigation';
import { readMirror } from '../../../../server/mirror/read-mirror.ts';
import { currentContext } from '../../../session/current-context.ts';
import { requireMe } from '../../../session/require-me.ts';

/** The present day of whoever is signed in, where they say what is wrong with a stretch. */
export default async function TodayPage() {
  const me = await requireMe('/me/today');
  const context = await currentContext();
  if (!me.isRecorded || context === null) forbidden();
  const { person, today } = await readMirror(context);
  redirect(`/people/${person.id}/${today.date}`);
}
