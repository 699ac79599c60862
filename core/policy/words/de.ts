import type { RuleText } from './en.ts';

const number = (value: number): string => new Intl.NumberFormat('de').format(value);
const pictures = (count: number): string => `${number(count)} ${count === 1 ? 'Bild' : 'Bilder'}`;
const atOnce = (count: number): string =>
  count === 1 ? 'Eines nach dem anderen' : `${number(count)} zugleich`;

/** What each rule says to the person who is recorded. */
export const de: RuleText = {
  rules: {
    schedule: {
      label: 'Zeiten',
      always: 'Immer, solange jemand angemeldet ist',
      never: 'Nie: Es sind keine Zeiten gesetzt',
      hours: (days, zone) => `${days.join('; ')} (${zone})`,
      ownZone: 'die Uhr des Computers',
    },
    pause: {
      label: 'Pause',
      allowed: (minutes) => `Jederzeit, bis zu ${number(minutes)} Min., mit Grund`,
      allowedFor: (minutes, reasons) =>
        `Jederzeit, bis zu ${number(minutes)} Min., wegen: ${reasons.join(', ')}`,
      forbidden: 'Nicht erlaubt',
    },
    displays: {
      label: 'Bildschirme',
      which: { all: 'Alle Bildschirme', primary: 'Nur der Hauptbildschirm' },
    },
    excluded: {
      label: 'Nie aufgezeichnet',
      unset: 'Nichts ist ausgenommen',
      title: (text) => `Titel mit „${text}“`,
      how: {
        'pause-display': (names) => `${names.join(', ')}: Der Bildschirm pausiert`,
        'paint-out': (names) => `${names.join(', ')}: übermalt, der Bildschirm läuft weiter`,
      },
    },
    windowTrack: {
      label: 'Programme und Fenster',
      which: {
        off: 'Werden nicht notiert',
        programs: 'Welches Programm benutzt wird, ohne Fenstertitel',
        'programs-and-titles': 'Welches Programm benutzt wird, und die Titel seiner Fenster',
      },
    },
    textReading: {
      label: 'Text auf dem Bildschirm',
      which: {
        off: 'Wird nicht gelesen',
        on: 'Wird gelesen, damit darin suchen kann, wer die Aufnahme ansehen darf; wird mit ihr gelöscht',
      },
    },
    picture: {
      label: 'Bild',
      says: (fps, crf) => `${number(fps)} Bilder je Sekunde, Qualität ${crf}`,
    },
    segment: { label: 'Abschnitte', says: (seconds) => `Von ${number(seconds)} s` },
    encoder: {
      label: 'Aufwand des Encoders',
      preset: {
        ultrafast: 'Am geringsten: die größten Dateien',
        superfast: 'Sehr gering',
        veryfast: 'Gering',
        faster: 'Mittel',
        fast: 'Hoch',
        medium: 'Am höchsten: die kleinsten Dateien',
      },
      hevc: (preset) => `${preset}, H.265, wo der Grafikchip es hat`,
    },
    idle: {
      label: 'Ohne Eingaben',
      unset: 'Wie mit Eingaben',
      says: (fps, minutes) => `${pictures(fps)} je Sekunde nach ${number(minutes)} Min.`,
    },
    battery: {
      label: 'Mit Akku',
      unset: 'Wie am Stromnetz',
      says: (fps) => `Höchstens ${pictures(fps)} je Sekunde`,
    },
    upload: {
      label: 'Hochladen',
      free: atOnce,
      limited: (count, rate) => `${atOnce(count)}, höchstens ${rate}/s`,
    },
    metered: {
      label: 'In getakteten Netzen',
      unset: 'Wie in jedem Netz',
      says: (rate) => `Aufnahmen gehen mit höchstens ${rate}/s hinaus`,
    },
    uploadHours: { label: 'Zeiten zum Hochladen', unset: 'Jederzeit' },
    storage: {
      label: 'Speicher ohne Netz',
      says: (quota, free) => `Bis zu ${quota}; hält an, wenn weniger als ${free} frei sind`,
    },
    heartbeat: { label: 'Lebenszeichen', says: (seconds) => `Alle ${number(seconds)} s` },
    updates: {
      label: 'Neue Versionen des Recorders',
      by: {
        portal: 'Von diesem Portal installiert',
        'own-tools': 'Von den Werkzeugen der Firma installiert',
      },
    },
    contact: { label: 'Wen man fragt', unset: 'Niemand ist genannt' },
    notice: { label: 'Hinweis', says: (version) => `Version ${number(version)}` },
  },
  weekdays: { '1': 'Mo', '2': 'Di', '3': 'Mi', '4': 'Do', '5': 'Fr', '6': 'Sa', '7': 'So' },
  comma: ', ',
};
