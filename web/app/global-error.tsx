'use client';

import { useEffect, useState } from 'react';
import { digestOf } from './error-digest.ts';
import type { ErrorPageProps } from './error-page-props.ts';

/** Stands alone: the layout with its languages and styles is what broke. */
const WORDS = {
  en: { title: 'The portal broke', text: 'The fault is ours. Try again.', retry: 'Try again' },
  zh: { title: '门户出错了', text: '这是我们的故障。请重试。', retry: '重试' },
} as const;

export default function GlobalError({ error, retry }: ErrorPageProps) {
  const [language, setLanguage] = useState<keyof typeof WORDS>('en');
  useEffect(() => setLanguage(navigator.language.startsWith('zh') ? 'zh' : 'en'), []);
  const words = WORDS[language];
  return (
    <html lang={language} style={{ colorScheme: 'light dark' }}>
      <body style={{ font: '15px/1.5 system-ui', padding: '18vh 24px', textAlign: 'center' }}>
        <h1 style={{ fontSize: 20 }}>{words.title}</h1>
        <p>{words.text}</p>
        <p>
          <code>{digestOf(error)}</code>
        </p>
        <button type="button" onClick={retry}>
          {words.retry}
        </button>
      </body>
    </html>
  );
}
