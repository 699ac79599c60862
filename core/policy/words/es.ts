import type { RuleText } from './en.ts';

const number = (value: number): string => new Intl.NumberFormat('es').format(value);
const pictures = (count: number): string =>
  `${number(count)} ${count === 1 ? 'imagen' : 'imágenes'}`;
const atOnce = (count: number): string =>
  count === 1 ? 'De una en una' : `${number(count)} a la vez`;

/** What each rule says to the person who is recorded. */
export const es: RuleText = {
  rules: {
    schedule: {
      label: 'Horario',
      always: 'Siempre, mientras haya una sesión iniciada',
      never: 'Nunca: no hay horario fijado',
      hours: (days, zone) => `${days.join('; ')} (${zone})`,
      ownZone: 'la hora del equipo',
    },
    pause: {
      label: 'Pausa',
      allowed: (minutes) => `En cualquier momento, hasta ${number(minutes)} min, con un motivo`,
      allowedFor: (minutes, reasons) =>
        `En cualquier momento, hasta ${number(minutes)} min, por: ${reasons.join(', ')}`,
      forbidden: 'No permitida',
    },
    displays: {
      label: 'Pantallas',
      which: { all: 'Todas las pantallas', primary: 'Solo la pantalla principal' },
    },
    excluded: {
      label: 'Nunca se graba',
      unset: 'No se excluye nada',
      title: (text) => `títulos con «${text}»`,
      how: {
        'pause-display': (names) => `${names.join(', ')}: la pantalla hace pausa`,
        'paint-out': (names) => `${names.join(', ')}: tapado, la pantalla sigue grabándose`,
      },
    },
    windowTrack: {
      label: 'Programas y ventanas',
      which: {
        off: 'No se anotan',
        programs: 'Qué programa se usa, sin títulos de ventanas',
        'programs-and-titles': 'Qué programa se usa y los títulos de sus ventanas',
      },
    },
    textReading: {
      label: 'Texto en la pantalla',
      which: {
        off: 'No se lee',
        on: 'Se lee para que pueda buscar en él quien puede ver la grabación; se borra con ella',
      },
    },
    picture: {
      label: 'Imagen',
      says: (fps, crf) => `${number(fps)} imágenes por segundo, calidad ${crf}`,
    },
    segment: { label: 'Segmentos', says: (seconds) => `De ${number(seconds)} s` },
    encoder: {
      label: 'Esfuerzo del codificador',
      preset: {
        ultrafast: 'Mínimo: los archivos más grandes',
        superfast: 'Muy bajo',
        veryfast: 'Bajo',
        faster: 'Medio',
        fast: 'Alto',
        medium: 'Máximo: los archivos más pequeños',
      },
      hevc: (preset) => `${preset}, H.265 donde el chip gráfico lo tenga`,
    },
    idle: {
      label: 'Sin actividad',
      unset: 'Igual que con actividad',
      says: (fps, minutes) => `${pictures(fps)} por segundo tras ${number(minutes)} min`,
    },
    battery: {
      label: 'Con batería',
      unset: 'Igual que con corriente',
      says: (fps) => `Como máximo ${pictures(fps)} por segundo`,
    },
    upload: {
      label: 'Subida',
      free: atOnce,
      limited: (count, rate) => `${atOnce(count)}, como máximo ${rate}/s`,
    },
    metered: {
      label: 'En redes de uso medido',
      unset: 'Igual que en cualquier red',
      says: (rate) => `Las grabaciones salen a ${rate}/s como máximo`,
    },
    uploadHours: { label: 'Horario de subida', unset: 'En cualquier momento' },
    storage: {
      label: 'Almacenamiento sin conexión',
      says: (quota, free) => `Hasta ${quota}; se detiene si quedan menos de ${free} en el disco`,
    },
    heartbeat: { label: 'Señal de vida', says: (seconds) => `Cada ${number(seconds)} s` },
    updates: {
      label: 'Versiones nuevas del grabador',
      by: {
        portal: 'Instaladas desde este portal',
        'own-tools': 'Instaladas con las herramientas de la empresa',
      },
    },
    contact: { label: 'A quién preguntar', unset: 'No se indica a nadie' },
    notice: { label: 'Aviso', says: (version) => `Versión ${number(version)}` },
  },
  weekdays: { '1': 'lun', '2': 'mar', '3': 'mié', '4': 'jue', '5': 'vie', '6': 'sáb', '7': 'dom' },
  comma: ', ',
};
