import type { ThemeOptions } from '@mui/material';
import type { RaThemeOptions } from 'react-admin';
import { rootRules } from './css-variables.js';
import { dark, light } from './palettes.js';

/** Ink acts, colour reports: what can be pressed is of the text's colour, tints say a state. */
function themeOf(mode: 'light' | 'dark'): RaThemeOptions {
  const colour = mode === 'light' ? light : dark;
  const tint = (name: 'good' | 'working' | 'attention' | 'problem') => ({
    main: colour[`${name}-mark`],
    dark: colour[`${name}-text`],
    light: colour[`${name}-tint`],
  });
  const focus = { outline: `2px solid ${colour.focus}`, outlineOffset: 2 };
  const theme: ThemeOptions & RaThemeOptions = {
    palette: {
      mode,
      primary: { main: colour.ink, dark: colour['ink-hover'], contrastText: colour['on-ink'] },
      secondary: { main: colour.accent, contrastText: colour['on-ink'] },
      success: tint('good'),
      info: tint('working'),
      warning: tint('attention'),
      error: tint('problem'),
      divider: colour.border,
      background: { default: colour.surface, paper: colour.raised },
      text: { primary: colour.text, secondary: colour.muted, disabled: colour.muted },
      action: { hover: colour.hover, selected: colour.select, active: colour['text-2'] },
    },
    shape: { borderRadius: 7 },
    shadows: ['none', ...Array.from({ length: 24 }, (_, at) => `var(${at < 12 ? '--e-menu' : '--e-dialog'})`)] as unknown as NonNullable<
      ThemeOptions['shadows']
    >, // 25 of them, as MUI wants
    typography: {
      fontFamily: 'var(--font)',
      fontSize: 14,
      fontWeightBold: 600,
      button: { textTransform: 'none', fontWeight: 500, letterSpacing: 0 },
      h1: { fontSize: 'var(--fs-28)', lineHeight: 1.15, letterSpacing: '-.018em', fontWeight: 600 },
      h2: { fontSize: 'var(--fs-18)', lineHeight: 1.3, fontWeight: 600 },
      h3: { fontSize: 'var(--fs-16)', lineHeight: 1.35, fontWeight: 600 },
      h4: { fontSize: 'var(--fs-22)', lineHeight: 1.2, letterSpacing: '-.02em', fontWeight: 600 },
      h5: { fontSize: 'var(--fs-18)', lineHeight: 1.3, fontWeight: 600 },
      h6: { fontSize: 'var(--fs-16)', lineHeight: 1.3, fontWeight: 600 },
      body1: { fontSize: 'var(--fs-14)', lineHeight: 1.5, letterSpacing: 0 },
      body2: { fontSize: 'var(--fs-14)', lineHeight: 1.43, letterSpacing: 0 },
      caption: { fontSize: 'var(--fs-12)', letterSpacing: 0 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          ...rootRules(mode),
          html: { background: 'var(--bg)' },
          body: { background: 'var(--bg)', color: 'var(--text)', overflowWrap: 'break-word' },
          ':focus-visible': { ...focus, borderRadius: 'var(--r-control)' },
          '#main :is([data-rows], .RaDataTable-tbody) > :is(:focus-visible, :has(:focus-visible))': {
            boxShadow: 'inset 3px 0 0 var(--accent)', // the row one is at
          },
          '#main :is([data-rows], .RaDataTable-tbody) a:focus-visible': { outlineOffset: '-2px' }, // titles are clipped
          'a:not([class])': { color: 'inherit', textDecorationColor: 'var(--border-strong)', textUnderlineOffset: '3px' },
        },
      },
      MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { '&.Mui-focusVisible': focus } } },
      MuiButton: {
        defaultProps: { disableElevation: true, variant: 'outlined' },
        styleOverrides: {
          root: {
            minHeight: 36,
            padding: '0 14px',
            whiteSpace: 'nowrap',
            '@media (pointer: coarse)': { minHeight: 44 },
          },
          sizeSmall: { minHeight: 30, padding: '0 10px', fontSize: 'var(--fs-13)' },
          outlined: { borderColor: colour['border-strong'], '&:hover': { background: colour.hover, borderColor: colour['border-strong'] } },
        },
      },
      MuiIconButton: {
        styleOverrides: { root: { borderRadius: 7, color: colour['text-2'], '@media (pointer: coarse)': { minWidth: 44, minHeight: 44 } } },
      },
      MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiCard: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { borderRadius: 10, background: colour.surface } } },
      MuiChip: { styleOverrides: { root: { fontWeight: 500 }, outlined: { borderColor: colour['border-strong'] } } },
      MuiTab: { styleOverrides: { root: { minHeight: 44, minWidth: 44, paddingInline: 0, marginRight: 24 } } },
      MuiTabs: { styleOverrides: { root: { minHeight: 44 }, indicator: { backgroundColor: colour.ink } } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: colour.border, paddingBlock: 8 },
          head: { fontSize: 'var(--fs-12)', fontWeight: 500, color: colour.muted, paddingBlock: 6 },
        },
      },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { minHeight: 36, '@media (pointer: coarse)': { minHeight: 44, fontSize: 'var(--fs-16)' } },
          notchedOutline: { borderColor: colour.control },
        },
      },
      MuiTextField: { defaultProps: { variant: 'outlined', size: 'small' } },
      MuiInputLabel: { styleOverrides: { root: { color: colour['text-2'] } } },
      MuiFormHelperText: { styleOverrides: { root: { marginInline: 0, fontSize: 'var(--fs-13)' } } },
      MuiTooltip: {
        defaultProps: { enterDelay: 400 },
        styleOverrides: { tooltip: { background: colour.ink, color: colour['on-ink'], fontSize: 'var(--fs-12)' } },
      },
      MuiLinearProgress: {
        styleOverrides: { root: { height: 4, borderRadius: 2, background: colour.border }, bar: { background: colour['working-mark'] } },
      },
      MuiSkeleton: { defaultProps: { animation: false } },
      MuiSnackbarContent: { styleOverrides: { root: { background: colour.ink, color: colour['on-ink'] } } },
      MuiDialog: { styleOverrides: { paper: { borderRadius: 14, boxShadow: 'var(--e-dialog)' } } },
      MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { background: 'var(--scrim)' } } } },
      MuiMenu: { styleOverrides: { paper: { borderRadius: 10, boxShadow: 'var(--e-menu)' } } },
      MuiAlert: {
        styleOverrides: {
          root: {
            borderRadius: 10,
            color: colour.text,
            '&.MuiAlert-colorWarning': { background: colour['attention-tint'], '& .MuiAlert-icon': { color: colour['attention-mark'] } },
            '&.MuiAlert-colorError': { background: colour['problem-tint'], '& .MuiAlert-icon': { color: colour['problem-mark'] } },
            '&.MuiAlert-colorInfo': { background: colour['working-tint'], '& .MuiAlert-icon': { color: colour['working-mark'] } },
            '&.MuiAlert-colorSuccess': { background: colour['good-tint'], '& .MuiAlert-icon': { color: colour['good-mark'] } },
          },
        },
      },
    },
  };
  return theme;
}

export const lightTheme = themeOf('light');
export const darkTheme = themeOf('dark');
