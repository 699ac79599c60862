import type { ShellState } from '../../ipc/shell-view.ts';

/** The same signs as in the tray: disc, bars, ring, mark. */
export function StateIcon({ state }: { readonly state: ShellState }) {
  return (
    <svg className="state-icon" viewBox="0 0 24 24" aria-hidden="true" data-state={state}>
      <Sign state={state} />
    </svg>
  );
}

function Sign({ state }: { readonly state: ShellState }) {
  switch (state) {
    case 'recording':
    case 'recording-offline':
      return (
        <>
          <circle cx="12" cy="12" r="10" className="sign-halo" />
          <circle cx="12" cy="12" r="6" className="sign" />
        </>
      );
    case 'paused':
      return <path d="M8 6v12M16 6v12" className="sign-line" />;
    case 'needs-notice':
    case 'attention':
      return <path d="M12 5v9M12 18.5v.1" className="sign-line" />;
    case 'starting':
    case 'connecting':
      return <path d="M12 4a8 8 0 1 1-8 8" className="sign-line sign-turning" />;
    case 'off-schedule':
    case 'stopped':
      return <circle cx="12" cy="12" r="8" className="sign-line" />;
  }
}
