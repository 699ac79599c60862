const DARK = matchMedia('(prefers-color-scheme: dark)');
const ATTRIBUTE = 'data-mantine-color-scheme';
let chosen: 'light' | 'dark' | null = null;

/** The palette's switch is an attribute; until somebody chooses, the system decides. */
export function applyTheme(): void {
  const scheme = chosen ?? (DARK.matches ? 'dark' : 'light');
  document.documentElement.setAttribute(ATTRIBUTE, scheme);
}

export function toggleTheme(): void {
  chosen = document.documentElement.getAttribute(ATTRIBUTE) === 'dark' ? 'light' : 'dark';
  applyTheme();
}

DARK.addEventListener('change', applyTheme);
// Paper is white.
addEventListener('beforeprint', () => document.documentElement.setAttribute(ATTRIBUTE, 'light'));
addEventListener('afterprint', applyTheme);
