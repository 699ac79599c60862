import type { BookmarkOfCase, CaseDetails, MemberOfCase } from '../../contract/cases.ts';

/** What a removal takes out of a case. */
export type Removal = Partial<Pick<BookmarkOfCase, 'bookmark'> & Pick<MemberOfCase, 'user'>>;

/** The case as it is after the removal: shown before the server has answered. */
export function caseWithout(opened: CaseDetails, { bookmark, user }: Removal): CaseDetails {
  return {
    ...opened,
    bookmarks: opened.bookmarks.filter(({ id }) => id !== bookmark),
    members: opened.members.filter((member) => member.user.id !== user),
  };
}
