import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@workcompanion/core/theme/tokens.css';
import './styles/base.css';
import './styles/hero.css';
import './styles/facts.css';
import './styles/controls.css';
import './styles/notice.css';
import './styles/choices.css';
import './styles/dialog.css';
import './styles/watching.css';
import './styles/other-history.css';
import { RecorderWindow } from './recorder-window.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <RecorderWindow />
  </StrictMode>,
);
