import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './window.css';
import { RecorderWindow } from './recorder-window.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <RecorderWindow />
  </StrictMode>,
);
