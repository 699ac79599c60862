'use client';

import { useEffect, useState } from 'react';
import { digestOf, type ErrorPageProps } from './error-page-props.ts';

/** Stands alone: the layout with its languages and styles is what broke. */
const WORDS = {
  en: {
    title: 'The portal broke',
    text: 'The fault is ours. Try again; if it stays, tell whoever runs this portal.',
    number: 'They find it in the server’s log by this number:',
    retry: 'Try again',
  },
  'zh-CN': {
    title: '门户出错了',
    text: '这是我们的故障。请重试；如仍出现，请告知门户的管理员。',
    number: '凭此编号可在服务器日志中查到：',
    retry: '重试',
  },
} as const;

const STYLE = `
  html { color-scheme: light dark; background: light-dark(#f5f6f8, #0f1115); }
  body {
    margin: 0;
    padding: 22vh 24px 0;
    color: light-dark(#171b21, #e8ebf0);
    font: 14px/1.6 system-ui, sans-serif;
    text-align: center;
  }
  h1 { margin: 0 0 8px; font-size: 17px; font-weight: 600; }
  p { margin: 0 0 8px; color: light-dark(#5a6573, #9aa5b4); }
  button {
    margin-top: 12px;
    padding: 7px 16px;
    border: 1px solid light-dark(#c9d0d9, #3a424e);
    border-radius: 8px;
    background: light-dark(#fff, #171b21);
    color: inherit;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
`;

export default function GlobalError({ error, retry }: ErrorPageProps) {
  const [language, setLanguage] = useState<keyof typeof WORDS>('en');
  useEffect(() => setLanguage(navigator.language.startsWith('zh') ? 'zh-CN' : 'en'), []);
  const words = WORDS[language];
  const digest = digestOf(error);
  return (
    <html lang={language}>
      <head>
        <title>{words.title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        {digest === null ? null : (
          <p>
            {words.number} <code>{digest}</code>
          </p>
        )}
        <button type="button" onClick={retry}>
          {words.retry}
        </button>
      </body>
    </html>
  );
}
