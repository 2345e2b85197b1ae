import { dark, light } from './palettes.js';
import type { Palette } from './palettes.js';

/** Sizes, radii, rows, motion: the same in every theme. */
const common = {
  '--font': '"Onest Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK JP", sans-serif',
  '--mono': 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", "DejaVu Sans Mono", monospace',
  '--fs-11': '.6875rem',
  '--fs-12': '.75rem',
  '--fs-13': '.8125rem',
  '--fs-14': '.875rem',
  '--fs-16': '1rem',
  '--fs-18': '1.125rem',
  '--fs-22': '1.375rem',
  '--fs-28': '1.75rem',
  '--fs-40': '2.5rem',
  '--lh-tight': '1.15',
  '--lh-row': '1.3',
  '--lh-text': '1.5',
  '--w-normal': '400',
  '--w-medium': '500',
  '--w-strong': '600',
  '--track-tight': '-.018em',
  '--s-1': '4px',
  '--s-2': '8px',
  '--s-3': '12px',
  '--s-4': '16px',
  '--s-5': '20px',
  '--s-6': '24px',
  '--s-8': '32px',
  '--s-10': '40px',
  '--s-14': '56px',
  '--gutter': '36px',
  '--r-cover': '4px',
  '--r-control': '7px',
  '--r-panel': '10px',
  '--r-sheet': '14px',
  '--r-pill': '999px',
  '--row-compact': '40px',
  '--row': '56px',
  '--row-touch': '64px',
  '--cover-xs': '28px',
  '--cover-s': '40px',
  '--cover-m': '56px',
  '--cover-l': '96px',
  '--cover-xl': '208px',
  '--target': '36px',
  '--target-touch': '44px',
  '--nav-w': '224px',
  '--rail-w': '72px',
  '--top-h': '56px',
  '--player-h': '0px', // 64 once there is a player
  '--tabbar-h': '56px',
  '--z-row': '0',
  '--z-sticky': '10',
  '--z-frame': '20',
  '--z-player': '30',
  '--z-menu': '40',
  '--z-dialog': '50',
  '--z-toast': '60',
  '--z-skip': '70',
  '--t-fast': '120ms',
  '--t-panel': '180ms',
  '--ease': 'cubic-bezier(.2,.8,.2,1)',
} as const;

/** What floats, and the edge of a cover: no colours of their own. */
const depths = {
  light: {
    '--cover-edge': 'rgb(0 0 0 / .10)',
    '--wash': '15%',
    '--e-1': '0 1px 2px rgb(20 20 15 / .06)',
    '--e-menu': '0 1px 2px rgb(20 20 15 / .08), 0 8px 24px rgb(20 20 15 / .12)',
    '--e-dialog': '0 2px 6px rgb(20 20 15 / .10), 0 24px 64px rgb(20 20 15 / .22)',
    '--scrim': 'rgb(25 25 22 / .38)',
  },
  dark: {
    '--cover-edge': 'rgb(255 255 255 / .10)',
    '--wash': '18%',
    '--e-1': 'none',
    '--e-menu': '0 0 0 1px #40403e, 0 12px 32px rgb(0 0 0 / .5)',
    '--e-dialog': '0 0 0 1px #40403e, 0 24px 64px rgb(0 0 0 / .6)',
    '--scrim': 'rgb(0 0 0 / .58)',
  },
} as const;

const colours = (palette: Palette) => Object.fromEntries(Object.entries(palette).map(([name, colour]) => [`--${name}`, colour]));

/** Rules of a theme's variables, for the root of the page. */
export const rootRules = (mode: 'light' | 'dark') => ({
  ':root': { ...common, ...colours(mode === 'light' ? light : dark), ...depths[mode], colorScheme: mode },
  '@media (prefers-reduced-motion: reduce)': {
    ':root': { '--t-fast': '0ms', '--t-panel': '0ms' },
    '*': { transitionDuration: '0ms !important', transitionDelay: '0ms !important' }, // Material's own, which scripts set
  },
  '@media (max-width: 1199.9px)': { ':root': { '--gutter': '24px' } },
  '@media (max-width: 599.9px)': { ':root': { '--gutter': '16px', '--fs-28': '1.5rem', '--fs-40': '1.75rem' } },
});
