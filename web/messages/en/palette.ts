/** The palette of everything that can be reached from the keyboard. */
export const palette = {
  open: 'Search and go to ({keys})',
  title: 'Search and go to',
  placeholder: 'A page, a person, or what to do…',
  pages: 'Pages',
  people: 'People',
  actions: 'Actions',
  searching: 'Searching…',
  nothing: 'Nothing of this name is open to you.',
  hint: 'Choose with ↑ ↓, open with Enter, close with Esc',
  language: 'Language: {name}',
  appearance: 'Appearance: {name}',
} as const;
