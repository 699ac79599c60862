import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { INBOX_ROUTES } from '../../../contract/inbox.ts';
import { InboxView } from '../../../features/inbox/inbox-view.tsx';
import { listInbox } from '../../../server/inbox/list-inbox.ts';
import { readMailChoice } from '../../../server/inbox/mail-choice.ts';
import { requireMe } from '../../session/require-me.ts';
import { pagesQuestion, question, WithAnswers } from '../../session/with-answers.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') };
}

export default async function InboxPage() {
  const me = await requireMe('/inbox');
  const questions = [
    pagesQuestion(INBOX_ROUTES.listInbox, {}, listInbox),
    question(INBOX_ROUTES.readMailChoice, undefined, readMailChoice),
  ];
  return (
    <WithAnswers questions={questions}>
      <InboxView me={me} />
    </WithAnswers>
  );
}
